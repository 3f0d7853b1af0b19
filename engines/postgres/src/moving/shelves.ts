import { unwrapKey, wrapKey } from '@touchline/kernel/engine';
import {
  columnsOf,
  shelves,
  type FillableShelves,
  type ReadableShelves,
  type ShelfName,
  type ShelfRow,
} from '@touchline/kernel/moving';
import { bigintArray, integerArray, textArray } from '../array-param.ts';
import type { Database } from '../database.ts';
import type { Filler } from './filler.ts';
import { checkTexts } from './moved-rows.ts';
import { shelfTables, type ColumnType, type ShelfSchema } from './shelf-tables.ts';

export interface ShelfPlaces {
  readonly databases: Readonly<Record<ShelfSchema, Database>>;
  readonly schema: string;
  readonly master: Uint8Array;
}

const boundTo = (name: unknown): string => `secret/${String(name)}`;

export function readableShelves({ databases, schema, master }: ShelfPlaces): ReadableShelves {
  return {
    async rows(shelf, after, limit) {
      const table = shelfTables[shelf];
      const keys = shelves[shelf].key;
      const key = keys.map((column, i) => (table.types[i] === 'text' ? `${column} COLLATE "C"` : column));
      const behind = keys.map((_, i) => `$${i + 2}::${table.types[i]}`);
      const rows = await databases[table.in].read<ShelfRow>(
        `SELECT ${columnsOf(shelf).join()} FROM (${table.rows(`${schema}_${table.in}`)}) s
         ${after === undefined ? '' : `WHERE (${key.join()}) > (${behind.join()})`} ORDER BY ${key.join()} LIMIT $1`,
        [limit, ...(after ?? [])],
      );
      if (shelf !== 'secrets') return rows;
      return rows.map(([name, bytes]) => [
        String(name),
        Buffer.from(unwrapKey(master, boundTo(name), Buffer.from(String(bytes), 'hex'))).toString('hex'),
      ]);
    },
  };
}

export function fillableShelves(
  places: ShelfPlaces & { readonly fill: Readonly<Record<ShelfSchema, Filler>> },
): FillableShelves {
  const { schema, master, fill } = places;
  return {
    ...readableShelves(places),
    async change(shelf, { put, remove }) {
      const table = shelfTables[shelf];
      const own = `${schema}_${table.in}`;
      const rows = shelf === 'secrets' ? put.map((row) => wrapped(master, row)) : put;
      for (const row of rows) checkTexts(`A row of ${shelf}`, row);
      await fill[table.in](async (run) => {
        if (remove.length > 0)
          for (const text of table.remove(own))
            await run(
              withRows('old_keys', shelf, shelves[shelf].key, text),
              valuesOf(remove, table.types.slice(0, shelves[shelf].key.length)),
            );
        if (rows.length > 0)
          for (const text of table.put(own))
            await run(withRows('new_rows', shelf, columnsOf(shelf), text), valuesOf(rows, table.types));
      });
    },
  };
}

function wrapped(master: Uint8Array, [name, bytes]: ShelfRow): ShelfRow {
  const key = wrapKey(master, boundTo(name), Buffer.from(String(bytes), 'hex'));
  return [String(name), Buffer.from(key).toString('hex')];
}

/** A statement before which rows stand under a name. */
const withRows = (name: string, shelf: ShelfName, columns: readonly string[], text: string): string => {
  const arrays = columns.map((_, i) => `$${i + 1}::${shelfTables[shelf].types[i]}[]`);
  return `WITH ${name} AS (SELECT * FROM unnest(${arrays.join()}) u(${columns.join()})) ${text}`;
};

function valuesOf(rows: readonly ShelfRow[], types: readonly ColumnType[]): Buffer[] {
  return types.map((type, i) => {
    const column = rows.map((row) => row[i] ?? null);
    if (type === 'text') return textArray(column as (string | null)[]);
    return (type === 'bigint' ? bigintArray : integerArray)(column as (number | null)[]);
  });
}
