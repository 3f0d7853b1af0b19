import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  viewLimits,
  type IndexedRow,
  type IndexEntry,
  type RangeRead,
  type RowChange,
  type StoredRow,
  type ViewTable,
} from '@touchline/kernel/ports';
import { checkBy, checkLength, checkName, refused } from '@touchline/kernel/engine';
import { arrays, type ArrayStatement } from './sqlite.ts';
import { inserts } from './inserts.ts';
import { later } from './later.ts';
import { indexDropSchema, indexSchema, openIndex } from './view-store-index.ts';
import type { PendingChange } from './view-store-pending.ts';
import { textDropSchema, textIndex, textSchema } from './view-store-text.ts';

/** The rows, index entries and full text of one view build in SQLite. Limits of counts are checked by the caller. */
export interface OpenTable {
  read(keys: readonly string[]): (string | undefined)[];
  range(read: RangeRead): IndexedRow[];
  search(words: string, limit: number, offset: number): StoredRow[];
  scan(after: string, limit: number): StoredRow[];
  count(): number;
  /** Throws when a change cannot be kept (VW33). */
  check(changes: readonly RowChange[]): void;
  /** Inside a transaction; of changes that were checked, one a key. After a failure it can be done again. */
  apply(changes: readonly PendingChange[]): void;
  /** To be called when a transaction did not end well. */
  rolledBack(): void;
}

export const tableSchema = ({ id, search }: ViewTable): string =>
  `CREATE TABLE rows_${id} (key TEXT PRIMARY KEY, row TEXT NOT NULL ${search ? ', doc INTEGER' : ''}) WITHOUT ROWID;
   ${indexSchema(id)}
   ${search ? textSchema(id) : ''}`;

export const dropSchema = ({ id, search }: ViewTable): string =>
  `DROP TABLE IF EXISTS rows_${id}; ${indexDropSchema(id)} ${search ? textDropSchema(id) : ''}`;

/** From this many keys on, one statement over a JSON list is faster than a statement per key. */
const listFrom = 10;

export function openTable(database: DatabaseSync, table: ViewTable): OpenTable {
  const { id } = table;
  const index = openIndex(database, table);
  const text = table.search ? textIndex(database, id) : undefined;
  const reads = <Row extends readonly unknown[]>(sql: string): (() => ArrayStatement<Row>) =>
    later(() => arrays<Row>(database, sql));
  const runs = (sql: string): (() => StatementSync) => later(() => database.prepare(sql));

  const one = reads<[row: string]>(`SELECT row FROM rows_${id} WHERE key = ?`);
  const many = reads<[place: number, row: string]>(
    `SELECT j.key, r.row FROM json_each(?) j CROSS JOIN rows_${id} r ON r.key = j.value`,
  );
  const page = reads<[key: string, row: string]>(
    `SELECT key, row FROM rows_${id} WHERE key > ? ORDER BY key LIMIT ?`,
  );
  const greatest = reads<[key: string | null]>(`SELECT max(key) FROM rows_${id}`);
  const all = reads<[count: number]>(`SELECT count(*) FROM rows_${id}`);
  const upsert = inserts(database, {
    into: `rows_${id} (key, row)`,
    row: '(?, ?)',
    onConflict: '(key) DO UPDATE SET row = excluded.row',
  });
  const remove = runs(`DELETE FROM rows_${id} WHERE key = ?`);
  const docOf = reads<[doc: number | null]>(`SELECT doc FROM rows_${id} WHERE key = ?`);
  const setDoc = runs(`UPDATE rows_${id} SET doc = ? WHERE key = ?`);

  const checkEntry = ({ index: name, group, by }: IndexEntry): void => {
    index.numberOf(name);
    checkName(group, 'group of an index');
    checkBy(by);
  };
  const doc = (key: string): number | null => docOf().get(key)?.[0] ?? null;

  // Ids sort by time: that a new one has no row is known without a look.
  let last = lastKey(greatest().get()?.[0] ?? '');
  const find = (key: string): string | undefined => (key > last ? undefined : one().get(key)?.[0]);

  return {
    read(keys) {
      if (keys.length < listFrom || (keys[0] as string) > last) return keys.map(find);
      const rows: (string | undefined)[] = Array.from({ length: keys.length });
      for (const [place, row] of many().all(JSON.stringify(keys))) rows[place] = row;
      return rows;
    },
    range: (read) => index.range(read),
    search: (words, limit, offset) => {
      if (!text) throw refused(`${id} has no full text; declare the view with \`search\`.`);
      return text.search(words, limit, offset);
    },
    scan: (after, limit) =>
      page()
        .all(after, limit)
        .map(([key, row]) => ({ key, row })),
    count: () => all().get()?.[0] ?? 0,
    check(changes) {
      for (const { key, row, removed, added, text: words } of changes) {
        checkName(key, 'key');
        if (row !== null) checkLength(row, viewLimits.rowLengthMax, `The row ${key} of ${id}`);
        removed.forEach(checkEntry);
        added.forEach(checkEntry);
        if (words) checkLength(words, viewLimits.textLengthMax, 'A full text');
      }
    },
    apply: text ? whole(database, write, () => index.forget()) : write,
    rolledBack: () => index.forget(),
  };

  // One kind of statement after the other: its code and its pages stay at hand.
  function write(changes: readonly PendingChange[]): void {
    const texts = text ? changes.filter((change) => change.row === null || change.text !== undefined) : [];
    const docs = texts.map(({ key }) => doc(key));
    const rows: string[] = [];
    for (const { key, row } of changes) {
      if (row === null) remove().get(key);
      else rows.push(key, row);
      if (key > last) last = key;
    }
    upsert(rows);
    for (const { key, removed } of changes) for (const entry of removed) index.leave(entry, key);
    index.enter(changes);
    for (const [at, { key, row, renewed, text: words = null }] of texts.entries()) {
      const before = docs[at] ?? null;
      // VW32: a row that goes takes its text with it.
      const gone = row === null || words === null;
      if ((gone || renewed) && before !== null) text?.remove(before);
      const after = gone ? null : (text?.put(renewed ? null : before, key, words) ?? null);
      if (row !== null && after !== before) setDoc().get(after, key);
    }
  }
}

/** Work that cannot be done a second time once it was half done: all of it or nothing. */
function whole<T>(database: DatabaseSync, work: (given: T) => void, undone: () => void): (given: T) => void {
  const mark = database.prepare('SAVEPOINT work');
  const keep = database.prepare('RELEASE work');
  const undo = database.prepare('ROLLBACK TO work');
  return (given) => {
    mark.get();
    try {
      work(given);
    } catch (error) {
      if (database.isTransaction) undo.get();
      undone();
      throw error;
    } finally {
      if (database.isTransaction) keep.get();
    }
  };
}

/**
 * A key that no key of the table is beyond, in the order of strings here. SQLite orders by bytes, which is another order
 * where a character beyond ASCII decides: then it is not known, and every key is looked for.
 */
const lastKey = (greatest: string): string => (/^[\x20-\x7e]*$/.test(greatest) ? greatest : '\uffff');
