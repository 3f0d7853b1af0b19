import { searchOf } from './edge-request.ts';

/** HT16: the `Link` to the page after this one: same path, same parameters, `before` moved on. */
export function nextLink(url: string, next: string): string {
  const search = searchOf(url);
  const path = url.slice(url.indexOf('/', 8)).replace(/[?#].*$/, '');
  return `<${path}?${plain.test(search) ? moved(search, next) : movedEscaped(search, next)}>; rel="next"`;
}

/** Nothing to unescape, as in most. */
const plain = /^[\w=&.~-]*$/;

const moved = (search: string, next: string): string => {
  const others = search
    .split('&')
    .filter((pair) => pair !== '' && pair !== 'before' && !pair.startsWith('before='));
  return [...others, `before=${encodeURIComponent(next)}`].join('&');
};

function movedEscaped(search: string, next: string): string {
  const query = new URLSearchParams(search);
  query.set('before', next);
  return query.toString();
}
