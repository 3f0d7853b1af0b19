import { hash } from 'node:crypto';

const opaque = /^[!#-~]{1,128}$/;

/** HT15: a weak tag, since a proxy may compress. From what the query says its answer follows from, else from the bytes. */
export const etagOf = (text: string, given?: string): string =>
  given !== undefined && opaque.test(given) ? `W/"${given}"` : `W/"${hash('sha1', text, 'base64url')}"`;

/** `If-None-Match` by weak comparison (RFC 9110, 13.1.2). */
export function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true;
  const bare = etag.slice(2);
  return ifNoneMatch.split(',').some((tag) => {
    const one = tag.trim();
    return one === etag || one === bare;
  });
}
