import { searchWords, type IndexEntry, type RowChange } from '@touchline/kernel/ports';

/** One or several changes of a row. */
export interface PendingChange extends RowChange {
  /** The row's text was gone in between: the one it has now came to the store anew (VW31). */
  readonly renewed?: boolean;
}

/** Rows of one table that were accepted and are not yet written, the last state of each key. */
export interface PendingRows {
  readonly size: number;
  add(changes: readonly RowChange[]): void;
  /** The row's text, `null` when it was removed, `undefined` when nothing is pending. */
  row(key: string): string | null | undefined;
  /** The next ones to be written, at most so many. They stay until they are `drop`ped. */
  next(limit: number): PendingChange[];
  drop(changes: readonly RowChange[]): void;
  clear(): void;
}

export function pendingRows(): PendingRows {
  const byKey = new Map<string, PendingChange>();
  return {
    get size() {
      return byKey.size;
    },
    add(changes) {
      for (const change of changes) {
        const before = byKey.get(change.key);
        // A text that comes now stands behind those that came before it (VW31).
        if (before && hasWords(change) && !hasWords(before)) byKey.delete(change.key);
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
function merged(first: PendingChange, second: RowChange): PendingChange {
  const { key, row } = second;
  const hadNone = first.row === null || (first.text !== undefined && !hasWords(first));
  const renewed = first.renewed || (hadNone && hasWords(second));
  const gone = (entry: IndexEntry): boolean => second.removed.some((other) => isSame(entry, other));
  const change = {
    key,
    row,
    removed: first.removed.concat(second.removed),
    added: first.added.filter((entry) => !gone(entry)).concat(second.added),
  };
  const text = second.text === undefined ? (first.row === null ? null : first.text) : second.text;
  return text === undefined ? change : { ...change, text, ...(renewed && { renewed }) };
}

const hasWords = ({ row, text }: RowChange): boolean =>
  row !== null && typeof text === 'string' && searchWords(text, 1).length > 0;

const isSame = (a: IndexEntry, b: IndexEntry): boolean =>
  a.index === b.index && a.group === b.group && a.by === b.by;
