import { searchOf } from './edge-request.ts';

/** HT16: the `Link` to the page after this one: same path, same parameters, `before` moved on. */
export function nextLink(url: string, next: string): string {
  const search = searchOf(url);
  const path = url.slice(url.indexOf('/', 8)).replace(/[?#].*$/, '');
  const query = new URLSearchParams(search);
  query.set('before', next);
  return `<${path}?${query.toString()}>; rel="next"`;
}
