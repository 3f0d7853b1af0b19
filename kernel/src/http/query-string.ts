import type { InputFault } from './input-faults.ts';

const parametersMax = 64;

/** HT5: query-string fields as a plain record; lists where the input declares lists. */
export function queryFields(
  search: string,
  lists: ReadonlySet<string>,
  faults: InputFault[],
): Record<string, unknown> {
  // Without a prototype: `?__proto__=…` is a field like any other, and an unknown one.
  const fields = Object.create(null) as Record<string, unknown>;
  let count = 0;
  for (const [name, value] of pairsOf(search)) {
    if (++count > parametersMax) {
      faults.push({
        in: 'query',
        path: '',
        what: `More than ${parametersMax} parameters.`,
        maximum: parametersMax,
      });
      break;
    }
    const before = fields[name];
    if (name === '__proto__') {
      faults.push({ in: 'query', path: name, what: 'This field does not exist here; leave it out.' });
    } else if (value.includes('\0') || name.includes('\0')) {
      faults.push({ in: 'query', path: name.slice(0, 64), what: 'Holds NUL; send whole characters.' });
    } else if (lists.has(name)) {
      fields[name] = before === undefined ? [value] : [...(before as string[]), value];
    } else if (before === undefined) {
      fields[name] = value;
    } else {
      faults.push({ in: 'query', path: name.slice(0, 64), what: 'Given more than once; give it once.' });
    }
  }
  return fields;
}

/** Most query strings have nothing to unescape; `URLSearchParams` costs ten times a split. */
function pairsOf(search: string): Iterable<readonly [name: string, value: string]> {
  if (!/^[\w=&.~-]*$/.test(search)) return new URLSearchParams(search);
  return search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });
}
