import type { ShelfName } from '@touchline/kernel/moving';

export type ShelfFile = 'keys' | 'ledger' | 'queue';

/** Where the rows of a shelf stand. `columns` are those of the shelf, in its order. */
export interface ShelfTable {
  readonly file: ShelfFile;
  readonly from: string;
  readonly columns: readonly string[];
  readonly put: string;
  readonly remove: string;
}

const plain = (
  file: ShelfFile,
  table: string,
  keys: readonly string[],
  more: readonly string[],
): ShelfTable => ({
  file,
  from: table,
  columns: [...keys, ...more],
  put: `INSERT OR REPLACE INTO ${table} (${[...keys, ...more].join()}) VALUES (${[...keys, ...more].map(() => '?').join()})`,
  remove: `DELETE FROM ${table} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`,
});

/** All but the secrets, which are files. */
export const shelfTables: Readonly<Record<Exclude<ShelfName, 'secrets'>, ShelfTable>> = {
  keys: {
    file: 'keys',
    // A row without a person only tells the master key.
    from: "(SELECT * FROM keys WHERE person <> '')",
    columns: ['person', 'iif(wrapped IS NULL, NULL, lower(hex(wrapped)))'],
    put: 'INSERT OR REPLACE INTO keys (person, wrapped) VALUES (?, unhex(?))',
    remove: 'DELETE FROM keys WHERE person = ?',
  },
  cursors: {
    ...plain('ledger', 'cursors', ['consumer', 'partition'], ['position']),
    from: '(SELECT * FROM cursors WHERE position > 0)',
  },
  commits: plain('ledger', 'last_commits', ['consumer'], ['id']),
  parked: {
    ...plain(
      'ledger',
      'parked',
      ['consumer', 'partition', 'position'],
      ['sequence', 'type', 'stream', 'error', 'attempts', 'at'],
    ),
    // No other engine keeps U+0000.
    columns: [
      'consumer', 'partition', 'position', 'sequence', 'type', 'stream', "replace(error, char(0), '\ufffd')", 'attempts', 'at',
    ], // prettier-ignore
  },
  documents: plain('ledger', 'documents', ['name'], ['json']),
  messages: {
    ...plain('queue', 'messages', ['seq'], ['id', 'key', 'kind', 'body', 'attempts', 'head', 'hidden_until']),
    // Who holds a lease does not move along: the message is given out again, as after a restart.
    columns: [
      'seq',
      'id',
      'key',
      'kind',
      'body',
      'attempts',
      'head',
      'iif(leased = 1, 0, CAST(hidden_until AS INTEGER))',
    ],
  },
  dead: plain('queue', 'dead', ['seq'], ['id', 'key', 'kind', 'body', 'attempts', 'error', 'died_at']),
  finished: plain('queue', 'finished', ['seq'], ['id', 'at']),
};
