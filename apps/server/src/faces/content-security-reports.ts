import { safetyHeaders, type Edge, type EdgeEnv } from '@touchline/kernel/http';
import type { Hono } from 'hono';
import { withRequestId } from '../pages/request-id.ts';

const bodyBytesMax = 16 * 1024;
/** Beyond these in a minute they are thrown away unread. */
const perMinuteMax = 60;
const reportsMax = 20;

/** What is counted by name; anything else is `other`, so that no one can invent names. */
const directives = new Set([
  'base-uri',
  'connect-src',
  'default-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'img-src',
  'manifest-src',
  'require-trusted-types-for',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'worker-src',
]);

/**
 * Browsers tell here when a page tried what its policy forbids: a defect of ours, or an attack. Counted, and nothing
 * of it kept: whoever can send it can write into it.
 */
export function contentSecurityReports(
  app: Hono<EdgeEnv>,
  edge: Pick<Edge, 'requestId'>,
  count: (violated: string) => void,
  now: () => number,
): void {
  let minute = -1;
  let taken = 0;

  const isTooMany = (): boolean => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, taken] = [current, 0];
    return ++taken > perMinuteMax;
  };

  const report = withRequestId(edge)(async (c) => {
    const done = c.body(null, 204, { ...safetyHeaders, 'cache-control': 'no-store' });
    if (isTooMany() || Number(c.req.header('content-length') ?? bodyBytesMax + 1) > bodyBytesMax) return done;
    for (const violated of violatedBy(await c.req.text().catch(() => ''))) count(violated);
    return done;
  });
  app.post('/v1/reports/content-security', report);
}

/** Both shapes: the list of the Reporting API, and the one report of `report-uri`. */
function violatedBy(text: string): string[] {
  try {
    const sent = JSON.parse(text) as unknown;
    return (Array.isArray(sent) ? sent.slice(0, reportsMax) : [sent]).map((one: unknown) => {
      const { body, 'csp-report': old } = one as { body?: Report; 'csp-report'?: Report };
      const name = body?.effectiveDirective ?? old?.['effective-directive'] ?? old?.['violated-directive'];
      const first = typeof name === 'string' ? (name.split(' ', 1)[0] ?? '') : '';
      return directives.has(first) ? first : 'other';
    });
  } catch {
    return ['other'];
  }
}

interface Report {
  readonly effectiveDirective?: unknown;
  readonly 'effective-directive'?: unknown;
  readonly 'violated-directive'?: unknown;
}
