import { deepStrictEqual } from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { RangeRead, ViewTable } from '@touchline/kernel/ports';
import { openTable, tableSchema } from './view-store-table.ts';

const table: ViewTable = { id: 'notes', indexes: ['byAuthor', 'byTag'], search: false };
const change = (key: string, index: string, group: string) => ({
  key,
  row: '{}',
  removed: [],
  added: [{ index, group, by: '' }],
});
const read = (index: string, group: string): RangeRead => ({
  index,
  group,
  direction: 'ascending',
  limit: 10,
});

test('a group that was new in a transaction that was rolled back is new again', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(tableSchema(table));
  const notes = openTable(database, table);
  database.exec('BEGIN');
  notes.apply([change('a', 'byAuthor', 'kai')]);
  database.exec('ROLLBACK');
  notes.rolledBack();
  notes.apply([change('b', 'byAuthor', 'mia'), change('c', 'byAuthor', 'kai')]);
  const again = openTable(database, table);
  const keys = (group: string): string[] => again.range(read('byAuthor', group)).map(({ key }) => key);
  deepStrictEqual([keys('kai'), keys('mia')], [['c'], ['b']]);
  database.close();
});

test('groups of the same name in two indexes are two, and more than are remembered are found', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(tableSchema(table));
  const notes = openTable(database, table);
  database.exec('BEGIN');
  for (let n = 0; n < 25_000; n++) notes.apply([change(`k${n}`, n % 2 ? 'byAuthor' : 'byTag', `g${n >> 1}`)]);
  database.exec('COMMIT');
  for (const n of [0, 1, 11_111, 24_999])
    deepStrictEqual(
      notes.range(read(n % 2 ? 'byAuthor' : 'byTag', `g${n >> 1}`)).map(({ key }) => key),
      [`k${n}`],
    );
  database.close();
});
