import type { ShelfName } from '@touchline/kernel/moving';

export type ShelfSchema = 'keys' | 'ledger' | 'queue';
export type ColumnType = 'text' | 'integer' | 'bigint';

/** Where the rows of a shelf stand. `types` are those of its columns, in the shelf's order. */
export interface ShelfTable {
  readonly in: ShelfSchema;
  readonly types: readonly ColumnType[];
  /** A SELECT of the shelf's columns, under their names. */
  readonly rows: (schema: string) => string;
  /** Statements; `new_rows` and `old_keys` stand for what is written and removed. */
  readonly put: (schema: string) => readonly string[];
  readonly remove: (schema: string) => readonly string[];
}

const upsert = (table: string, keys: readonly string[], more: readonly string[]): string =>
  `INSERT INTO ${table} (${[...keys, ...more].join()}) SELECT ${[...keys, ...more].join()} FROM new_rows
   ON CONFLICT (${keys.join()}) DO UPDATE SET ${more.map((column) => `${column} = excluded.${column}`).join()}`;

const removal = (table: string, keys: readonly string[]): string =>
  `DELETE FROM ${table} t USING old_keys o WHERE ${keys.map((key) => `t.${key} = o.${key}`).join(' AND ')}`;

const parkedKeys = ['consumer', 'partition', 'position'];
const parkedMore = ['sequence', 'type', 'stream', 'error', 'attempts', 'at'];

/** Numbers of the queue's line go on behind all that were given. */
const line = (schema: string): string =>
  `SELECT setval('${schema}.line', greatest((SELECT last_value FROM ${schema}.line), (SELECT max(seq) FROM new_rows)))`;

export const shelfTables: Readonly<Record<ShelfName, ShelfTable>> = {
  keys: {
    in: 'keys',
    types: ['text', 'text'],
    rows: (schema) =>
      `SELECT person, encode(wrapped, 'hex') AS wrapped FROM ${schema}.keys WHERE person <> ''`,
    put: (schema) => [
      `INSERT INTO ${schema}.keys (person, wrapped) SELECT person, decode(wrapped, 'hex') FROM new_rows
       ON CONFLICT (person) DO UPDATE SET wrapped = excluded.wrapped`,
      `INSERT INTO ${schema}.erasures (number, person)
       SELECT l.number + row_number() OVER (ORDER BY n.person), n.person FROM new_rows n, ${schema}.last_erasure l
       WHERE n.wrapped IS NULL ON CONFLICT (person) DO NOTHING`,
      `UPDATE ${schema}.last_erasure SET number = (SELECT coalesce(max(number), 0) FROM ${schema}.erasures)`,
    ],
    remove: (schema) => [removal(`${schema}.keys`, ['person']), removal(`${schema}.erasures`, ['person'])],
  },
  secrets: {
    in: 'keys',
    types: ['text', 'text'],
    rows: (schema) => `SELECT name, encode(wrapped, 'hex') AS bytes FROM ${schema}.secrets`,
    put: (schema) => [
      `INSERT INTO ${schema}.secrets (name, wrapped) SELECT name, decode(bytes, 'hex') FROM new_rows
       ON CONFLICT (name) DO UPDATE SET wrapped = excluded.wrapped`,
    ],
    remove: (schema) => [removal(`${schema}.secrets`, ['name'])],
  },
  cursors: {
    in: 'ledger',
    types: ['text', 'integer', 'bigint'],
    rows: (schema) =>
      `SELECT c.consumer, (p.n - 1)::integer AS partition, p.position FROM ${schema}.consumers c,
       unnest(c.positions) WITH ORDINALITY p(position, n) WHERE p.position > 0`,
    put: (schema) => [
      `SELECT ${schema}.advance(consumer, NULL, NULL, NULL, partition, position, false) FROM new_rows`,
    ],
    remove: (schema) => [
      `SELECT ${schema}.advance(consumer, NULL, NULL, NULL, partition, 0, false) FROM old_keys`,
    ],
  },
  commits: {
    in: 'ledger',
    types: ['text', 'text'],
    rows: (schema) => `SELECT consumer, last FROM ${schema}.consumers WHERE last IS NOT NULL`,
    put: (schema) => [upsert(`${schema}.consumers`, ['consumer'], ['last'])],
    remove: (schema) => [
      `UPDATE ${schema}.consumers t SET last = NULL FROM old_keys o WHERE t.consumer = o.consumer`,
    ],
  },
  parked: {
    in: 'ledger',
    types: ['text', 'integer', 'bigint', 'text', 'text', 'text', 'text', 'integer', 'bigint'],
    rows: (schema) => `SELECT ${[...parkedKeys, ...parkedMore].join()} FROM ${schema}.parked`,
    put: (schema) => [upsert(`${schema}.parked`, parkedKeys, parkedMore)],
    remove: (schema) => [removal(`${schema}.parked`, parkedKeys)],
  },
  documents: {
    in: 'ledger',
    types: ['text', 'text'],
    rows: (schema) => `SELECT name, json FROM ${schema}.documents`,
    put: (schema) => [upsert(`${schema}.documents`, ['name'], ['json'])],
    remove: (schema) => [removal(`${schema}.documents`, ['name'])],
  },
  messages: {
    in: 'queue',
    types: ['bigint', 'text', 'text', 'text', 'text', 'integer', 'integer', 'bigint'],
    rows: (schema) =>
      `SELECT seq, id, key, kind, body, attempts, head::integer AS head, hidden_until FROM ${schema}.messages`,
    put: (schema) => [
      `INSERT INTO ${schema}.messages (seq, id, key, kind, body, attempts, head, hidden_until, touched_at)
       SELECT seq, id, key, kind, body, attempts, head::boolean, hidden_until, 0 FROM new_rows
       ON CONFLICT (seq) DO UPDATE SET id = excluded.id, key = excluded.key, kind = excluded.kind, body = excluded.body,
         attempts = excluded.attempts, head = excluded.head, hidden_until = excluded.hidden_until`,
      line(schema),
    ],
    remove: (schema) => [removal(`${schema}.messages`, ['seq'])],
  },
  dead: {
    in: 'queue',
    types: ['bigint', 'text', 'text', 'text', 'text', 'integer', 'text', 'bigint'],
    rows: (schema) => `SELECT seq, id, key, kind, body, attempts, error, died_at FROM ${schema}.dead`,
    put: (schema) => [
      upsert(`${schema}.dead`, ['seq'], ['id', 'key', 'kind', 'body', 'attempts', 'error', 'died_at']),
      line(schema),
    ],
    remove: (schema) => [removal(`${schema}.dead`, ['seq'])],
  },
  finished: {
    in: 'queue',
    types: ['bigint', 'text', 'bigint'],
    rows: (schema) => `SELECT seq, id, at FROM ${schema}.finished`,
    put: (schema) => [upsert(`${schema}.finished`, ['seq'], ['id', 'at']), line(schema)],
    remove: (schema) => [removal(`${schema}.finished`, ['seq'])],
  },
};
