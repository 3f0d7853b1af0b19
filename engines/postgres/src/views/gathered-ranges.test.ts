import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import type { RangeRead, ViewTable } from '@touchline/kernel/ports';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import type { Database } from '../database.ts';
import { postgresViewStore } from './view-store.ts';
import { gatheredRanges } from './gathered-ranges.ts';

const table: ViewTable = { id: 'posts', indexes: ['byAuthor', 'byName'], search: false };
const read = (group: string, more: Partial<RangeRead> = {}): RangeRead => ({
  index: 'byAuthor',
  group,
  direction: 'descending',
  limit: 3,
  ...more,
});

const call = {
  index: 0,
  group: 'a',
  afterNum: NaN,
  afterStr: '',
  afterKey: '',
  descending: true,
  bare: true,
};

withPostgres('ranges that are asked for together', () => {
  test('give what each gives alone, in fewer statements', () =>
    onDatabase(async (open) => {
      const database = open();
      let statements = 0;
      const counting: Database = {
        ...database,
        read: (text, values) => {
          statements++;
          return database.read(text, values);
        },
      };
      const store = await postgresViewStore(counting, 'views_posts');
      await store.open(table);
      const rows = Array.from({ length: 400 }, (_, n) => ({
        key: `k${n}`,
        row: `{"n":${n}}`,
        removed: [],
        added: [
          { index: 'byAuthor', group: `a${n % 40}`, by: n },
          { index: 'byName', group: 'all', by: n % 2 ? `n${n}` : n },
        ],
      }));
      await store.commit({ consumer: 'c', changes: [{ table, rows }] });
      const reads = [
        ...Array.from({ length: 40 }, (_, n) => read(`a${n}`, { keysOnly: n % 2 === 0 })),
        read('a1', { direction: 'ascending' }),
        read('a1', { after: { by: 201, key: 'k201' } }),
        read('a1', { direction: 'ascending', after: { by: 201, key: 'k201' }, limit: 1 }),
        read('nobody'),
        read('no\0body'),
        read('all', { index: 'byName', limit: 300 }),
        read('all', { index: 'byName', direction: 'ascending', after: { by: 'n1', key: '' }, limit: 300 }),
      ];
      const alone = [];
      for (const one of reads) alone.push(await store.range(table, one));
      equal(alone[1]?.length, 3);
      statements = 0;
      deepEqual(await Promise.all(reads.map((one) => store.range(table, one))), alone);
      equal(statements, 1);
    }));

  test('share no statement that would bring more rows than one range may', async () => {
    const asked: number[] = [];
    const database = {
      read: async (_: string, values: readonly unknown[] = []) => {
        asked.push(values.length);
        return [];
      },
    } as Pick<Database, 'read'>;
    const range = gatheredRanges(database, 'range_posts', systemClock);
    await Promise.all([range({ ...call, limit: 6000 }), range({ ...call, limit: 6000 })]);
    equal(asked.length, 2);
    await Promise.all(Array.from({ length: 130 }, () => range({ ...call, limit: 1 })));
    equal(asked.length, 5);
  });

  test('fail together, each for who asked', async () => {
    const database = { read: () => Promise.reject(new Error('gone')) } as Pick<Database, 'read'>;
    const range = gatheredRanges(database, 'range_posts', systemClock);
    const asked = [range({ ...call, limit: 1 }), range({ ...call, limit: 1 })];
    for (const one of asked) await rejects(one, /gone/);
  });
});
