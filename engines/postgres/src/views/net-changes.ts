import { searchWords, type IndexEntry, type RowChange } from '@touchline/kernel/ports';

/** What the changes of one key in one commit come to. */
export interface NetChange extends RowChange {
  /** The text before it goes first, so that the new one counts as come now (VW31). */
  readonly textAnew?: boolean;
}

/** One change per key, as if they had been made one after the other: in a single statement a key may come once only. */
export function netChanges(changes: readonly RowChange[]): Iterable<NetChange> {
  const net = new Map<string, NetChange>();
  for (const change of changes) {
    const before = net.get(change.key);
    if (!before) {
      net.set(change.key, change);
      continue;
    }
    // A text that comes now stands behind those that came before it (VW31).
    if (textOf(change) && !textOf(before)) net.delete(change.key);
    net.set(change.key, then(before, change));
  }
  return net.values();
}

function then(first: NetChange, second: RowChange): NetChange {
  const { key, row } = second;
  const [before, after] = [textOf(first), textOf(second)];
  const text = after === undefined ? before : after;
  const textAnew = typeof text === 'string' && (first.textAnew === true || before === null);
  const stays = new Map<string, readonly [entry: IndexEntry, stays: boolean]>();
  for (const { removed, added } of [first, second]) {
    for (const entry of removed) stays.set(nameOf(entry), [entry, false]);
    for (const entry of added) stays.set(nameOf(entry), [entry, true]);
  }
  const added: IndexEntry[] = [];
  const removed: IndexEntry[] = [];
  for (const [entry, kept] of stays.values()) (kept ? added : removed).push(entry);
  return { key, row, added, removed, ...(text !== undefined && { text }), ...(textAnew && { textAnew }) };
}

/** VW32: a row that goes takes its text with it. One without words is none. */
const textOf = ({ row, text }: RowChange): string | null | undefined =>
  row === null || (typeof text === 'string' && searchWords(text, 1).length === 0) ? null : text;

const nameOf = ({ index, group, by }: IndexEntry): string => JSON.stringify([index, group, by]);
