import type { IndexEntry, RowChange } from '@touchline/kernel/ports';

/** Rows of one table that were accepted and are not yet written, the last state of each key. */
export interface PendingRows {
  readonly size: number;
  add(changes: readonly RowChange[]): void;
  /** The row's text, `null` when it was removed, `undefined` when nothing is pending. */
  row(key: string): string | null | undefined;
  /** The next ones to be written, at most so many. They stay until they are `drop`ped. */
  next(limit: number): RowChange[];
  drop(changes: readonly RowChange[]): void;
  clear(): void;
}

export function pendingRows(): PendingRows {
  const byKey = new Map<string, RowChange>();
  return {
    get size() {
      return byKey.size;
    },
    add(changes) {
      for (const change of changes) {
        const before = byKey.get(change.key);
        byKey.set(change.key, before ? merged(before, change) : change);
      }
    },
    row: (key) => byKey.get(key)?.row,
    next(limit) {
      if (byKey.size <= limit) return [...byKey.values()];
      return byKey.values().take(limit).toArray();
    },
    drop(changes) {
      if (changes.length === byKey.size) byKey.clear();
      else for (const { key } of changes) byKey.delete(key);
    },
    clear: () => byKey.clear(),
  };
}

/** Two changes as one. Entries that go are taken out before those that come are put in. */
function merged(first: RowChange, second: RowChange): RowChange {
  const { key, row } = second;
  const gone = (entry: IndexEntry): boolean => second.removed.some((other) => isSame(entry, other));
  const change = {
    key,
    row,
    removed: first.removed.concat(second.removed),
    added: first.added.filter((entry) => !gone(entry)).concat(second.added),
  };
  const text = second.text === undefined ? (first.row === null ? null : first.text) : second.text;
  return text === undefined ? change : { ...change, text };
}

const isSame = (a: IndexEntry, b: IndexEntry): boolean =>
  a.index === b.index && a.group === b.group && a.by === b.by;
