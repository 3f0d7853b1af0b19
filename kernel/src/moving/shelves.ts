/** Columns in the declared order, those of the key first. Bytes are in hexadecimal. */
export type ShelfRow = readonly (string | number | null)[];

/**
 * What is precious beside the log, by the columns of its key and what else a row holds. Leases and their epochs are not
 * among it: they belong to the processes of one store.
 */
export const shelves = {
  /** The key, wrapped by the master key; null: the person was erased. */
  keys: { key: ['person'], more: ['wrapped'] },
  secrets: { key: ['name'], more: ['bytes'] },
  /** How far a policy has read; 0 is left out. */
  cursors: { key: ['consumer', 'partition'], more: ['position'] },
  commits: { key: ['consumer'], more: ['last'] },
  parked: {
    key: ['consumer', 'partition', 'position'],
    more: ['sequence', 'type', 'stream', 'error', 'attempts', 'at'],
  },
  documents: { key: ['name'], more: ['json'] },
  messages: { key: ['seq'], more: ['id', 'key', 'kind', 'body', 'attempts', 'head', 'hidden_until'] },
  dead: { key: ['seq'], more: ['id', 'key', 'kind', 'body', 'attempts', 'error', 'died_at'] },
  finished: { key: ['seq'], more: ['id', 'at'] },
} as const satisfies Record<string, { readonly key: readonly string[]; readonly more: readonly string[] }>;

export type ShelfName = keyof typeof shelves;
export const shelfNames = Object.keys(shelves) as ShelfName[];

export const columnsOf = (shelf: ShelfName): readonly string[] => [
  ...shelves[shelf].key,
  ...shelves[shelf].more,
];

export const keyOf = (shelf: ShelfName, row: ShelfRow): ShelfRow => row.slice(0, shelves[shelf].key.length);

/** Numbers by value, texts by their UTF-8 bytes, as both engines order them. */
export function compareKeys(a: ShelfRow, b: ShelfRow): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
  }
  return 0;
}

export interface ReadableShelves {
  /** In the order of their keys, those behind one of them. */
  rows(shelf: ShelfName, after: ShelfRow | undefined, limit: number): Promise<readonly ShelfRow[]>;
}

export interface FillableShelves extends ReadableShelves {
  /** Removes rows by their keys, then writes rows, those that are there anew; all or none. */
  change(
    shelf: ShelfName,
    change: { readonly put: readonly ShelfRow[]; readonly remove: readonly ShelfRow[] },
  ): Promise<void>;
}
