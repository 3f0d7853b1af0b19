/** One difference between two JSON values. `path` is a JSON pointer (RFC 6901); empty for the whole. */
export type Change =
  | { readonly path: string; readonly kind: 'added'; readonly after: unknown }
  | { readonly path: string; readonly kind: 'removed'; readonly before: unknown }
  | { readonly path: string; readonly kind: 'changed'; readonly before: unknown; readonly after: unknown };

const changesMax = 200;

/** What changed, by path, in the order of the fields. At most 200 changes are told, unless all are asked for. */
export function stateDiff(before: unknown, after: unknown, max = changesMax): Change[] {
  const changes: Change[] = [];
  compare('', before, after, changes, max);
  return changes;
}

function compare(path: string, before: unknown, after: unknown, changes: Change[], max: number): void {
  if (changes.length >= max || Object.is(before, after)) return;
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    changes.push({ path, kind: 'changed', before, after });
    return;
  }
  const [old, now] = [
    before as Readonly<Record<string, unknown>>,
    after as Readonly<Record<string, unknown>>,
  ];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (changes.length >= max) return;
    const at = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!hasValue(old, key)) {
      if (hasValue(now, key)) changes.push({ path: at, kind: 'added', after: now[key] });
    } else if (hasValue(now, key)) compare(at, old[key], now[key], changes, max);
    else changes.push({ path: at, kind: 'removed', before: old[key] });
  }
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

// A field that is undefined is not there once it is JSON.
const hasValue = (value: Readonly<Record<string, unknown>>, key: string): boolean =>
  Object.hasOwn(value, key) && value[key] !== undefined;
