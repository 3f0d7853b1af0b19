import { Fault, systemClock, type Clock } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { textArray } from '../array-param.ts';

/** The rows of a view's table, by key. */
export type ReadRows = (of: RowsOf, keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export interface RowsOf {
  readonly schema: string;
  readonly id: string;
}

interface Wanted extends RowsOf {
  readonly keys: Set<string>;
  readonly found: PromiseWithResolvers<ReadonlyMap<string, string>>;
}

const readers = new WeakMap<object, ReadRows>();
const keysMax = 2000;
const tablesMax = 16;
const waitingMax = 10_000;

/**
 * Rows that are asked for in the same turn of the event loop share a statement, of whichever views and services they
 * are: a statement costs more than a row. What many ask for at once is read once.
 */
export function rowsOf(database: Pick<Database, 'read'>): ReadRows {
  let reader = readers.get(database);
  if (!reader) readers.set(database, (reader = gatheredReads(database, systemClock)));
  return reader;
}

export function gatheredReads(database: Pick<Database, 'read'>, clock: Pick<Clock, 'turn'>): ReadRows {
  let wanted = new Map<string, Wanted>();
  let waiting = 0;

  async function one({ schema, id }: RowsOf, keys: readonly string[]): Promise<Map<string, string>> {
    const [key] = keys;
    if (key !== undefined && keys.length === 1) {
      const [[row] = [null]] = await database.read<[string | null]>(`SELECT ${schema}.row_${id}($1)`, [key]);
      return new Map(row === null ? [] : [[key, row]]);
    }
    return new Map(
      await database.read<[string, string]>(
        `SELECT key, row FROM ${schema}.rows_${id} WHERE key = ANY ($1::text[])`,
        [textArray(keys)],
      ),
    );
  }

  async function several(tables: readonly Wanted[]): Promise<void> {
    const parts = tables.map(
      ({ schema, id }, i) =>
        `SELECT ${i}, key, row FROM ${schema}.rows_${id} WHERE key = ANY ($${i + 1}::text[])`,
    );
    const rows = await database.read<[number, string, string]>(
      parts.join(' UNION ALL '),
      tables.map(({ keys }) => textArray([...keys])),
    );
    const found = tables.map(() => new Map<string, string>());
    for (const [i, key, row] of rows) found[i]?.set(key, row);
    for (const [i, want] of tables.entries()) want.found.resolve(found[i] ?? new Map());
  }

  async function alone(want: Wanted): Promise<void> {
    await one(want, [...want.keys]).then(want.found.resolve, want.found.reject);
  }

  async function answer(): Promise<void> {
    await clock.turn();
    const all = [...wanted.values()];
    wanted = new Map();
    waiting = 0;
    for (let at = 0; at < all.length; at += tablesMax) {
      const tables = all.slice(at, at + tablesMax);
      const [first] = tables;
      if (first && tables.length === 1) void alone(first);
      // A table may be gone, which is the fault of those alone who ask for it.
      else void several(tables).catch(() => Promise.all(tables.map(alone)));
    }
  }

  return (of, keys) => {
    if (keys.length > keysMax) return one(of, keys);
    if (waiting > waitingMax)
      throw new Fault('overloaded', 'Too many rows are asked for at once. Try again.');
    const name = `${of.schema}.${of.id}`;
    let want = wanted.get(name);
    if (!want || want.keys.size + keys.length > keysMax) {
      if (want) void alone(want);
      want = { ...of, keys: new Set(), found: Promise.withResolvers() };
      if (wanted.size === 0) void answer();
      wanted.set(name, want);
    }
    for (const key of keys) want.keys.add(key);
    waiting += keys.length;
    return want.found.promise;
  };
}
