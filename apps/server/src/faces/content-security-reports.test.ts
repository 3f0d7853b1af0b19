import type { EdgeEnv } from '@touchline/kernel/http';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { contentSecurityReports } from './content-security-reports.ts';

function reports() {
  const app = new Hono<EdgeEnv>();
  const counted: Record<string, number> = {};
  const clock = { now: 0 };
  contentSecurityReports(
    app,
    { requestId: () => 'r1' },
    (violated) => void (counted[violated] = (counted[violated] ?? 0) + 1),
    () => clock.now,
  );
  const send = async (body: string): Promise<void> => {
    const headers = { 'content-type': 'application/reports+json', 'content-length': String(body.length) };
    const answer = await app.request('/v1/reports/content-security', { method: 'POST', headers, body });
    equal(answer.status, 204, body.slice(0, 100));
  };
  return { send, counted, clock };
}

const one = { body: { effectiveDirective: 'script-src-elem', blockedURL: 'inline' } };

test('both shapes of reports are counted by their directive', async () => {
  const { send, counted } = reports();
  await send(JSON.stringify([one, one]));
  await send(JSON.stringify({ 'csp-report': { 'violated-directive': "img-src 'self'" } }));
  deepEqual(counted, { 'script-src-elem': 2, 'img-src': 1 });
});

test('what is no report, or names no directive, is counted as other; what is too long is not read', async () => {
  const { send, counted } = reports();
  for (const odd of ['', '{', '[null]', '{"body":{"effectiveDirective":"evil\\nname 1"}}']) await send(odd);
  await send(`"${'x'.repeat(20_000)}"`);
  deepEqual(counted, { other: 4 });
});

test('sixty reports are read in a minute, and twenty violations of each', async () => {
  const { send, counted, clock } = reports();
  for (let i = 0; i < 100; i++) await send(JSON.stringify([one]));
  equal(counted['script-src-elem'], 60);
  clock.now = 60_000;
  await send(JSON.stringify(Array.from({ length: 100 }, () => one)));
  equal(counted['script-src-elem'], 80);
});
