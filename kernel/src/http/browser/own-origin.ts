import { header, type EdgeContext } from '../edge-request.ts';
import type { ProblemCode } from '../problem-codes.ts';

export interface OwnOrigin {
  readonly origin: string;
  readonly secure: boolean;
}

const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/**
 * The origin that pages of this server have. A name that is neither configured nor loopback is nobody's own: any site
 * can point its name here (DNS rebinding).
 */
export function ownOrigin(c: EdgeContext, configured: string | undefined): OwnOrigin | undefined {
  if (configured !== undefined) return { origin: configured, secure: configured.startsWith('https:') };
  const { url } = c.req.raw;
  const host = url.slice(url.indexOf('/') + 2).split('/', 1)[0] ?? '';
  return loopback.test(host) ? { origin: `http://${host}`, secure: false } : undefined;
}

/**
 * HT31: why a request must not be authorised by a cookie. What changes something has to say that it comes from a page
 * of our own; what reads must not say that it comes from another.
 */
export function foreignTo(own: OwnOrigin | undefined, c: EdgeContext): ProblemCode | undefined {
  if (!own) return 'no-own-origin';
  const site = header(c, 'sec-fetch-site');
  const origin = header(c, 'origin');
  if (c.req.raw.method === 'GET' || c.req.raw.method === 'HEAD') {
    const known = site === undefined || site === 'same-origin' || site === 'none';
    return known && (origin === undefined || origin === own.origin) ? undefined : 'cross-site';
  }
  return origin === own.origin && (site === undefined || site === 'same-origin') ? undefined : 'cross-site';
}
