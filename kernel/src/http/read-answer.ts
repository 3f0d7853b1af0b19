import { JsonPage, JsonText } from '../query.ts';
import { etagOf, matches } from './etag.ts';
import { header, type EdgeContext } from './edge-request.ts';
import { nextLink } from './next-link.ts';
import { safetyHeaders } from './problem.ts';

/** HT13, HT15, HT16: the answer of a read, or 304 when the client has it already. Says how far it has come where that was asked. */
export function readAnswer(c: EdgeContext, found: object, requestId: string, position?: string): Response {
  const ready = found instanceof JsonText;
  const text = ready ? found.text : JSON.stringify(found);
  const etag = etagOf(text, ready ? found.etag : undefined);
  const known = header(c, 'if-none-match');
  if (known !== undefined && matches(known, etag)) return unchanged(etag, requestId, position);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Cookie',
    etag,
    'x-request-id': requestId,
    ...safetyHeaders,
  };
  if (position !== undefined) headers['touchline-position'] = position;
  const next = found instanceof JsonPage ? found.next : nextOf(found);
  if (next !== undefined) headers['link'] = nextLink(c.req.raw.url, next);
  return new Response(text, { status: 200, headers });
}

const unchanged = (etag: string, requestId: string, position: string | undefined): Response =>
  new Response(null, {
    status: 304,
    headers: {
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      etag,
      'x-request-id': requestId,
      ...(position !== undefined && { 'touchline-position': position }),
    },
  });

/** The cursor of a page; other bodies have none. */
const nextOf = (found: object): string | undefined =>
  'next' in found && typeof found.next === 'string' && 'items' in found && Array.isArray(found.items)
    ? found.next
    : undefined;
