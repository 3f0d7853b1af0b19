import { deepEqual, equal, rejects } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RowChange, ViewStore, ViewTable } from '@touchline/kernel/ports';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresViewStore } from './view-store.ts';

const table: ViewTable = { id: 'posts', indexes: ['newest'], search: true };

const row = (key: string, more: Partial<RowChange> = {}): RowChange => ({
  key,
  row: JSON.stringify({ key }),
  added: [],
  removed: [],
  ...more,
});
const place = (group: string, by: string | number) => ({ index: 'newest', group, by });
const write = (store: ViewStore, rows: readonly RowChange[], of = table): Promise<void> =>
  store.commit({ consumer: 'c', changes: [{ table: of, rows }] });
const keys = (rows: readonly { readonly key: string }[]): string[] => rows.map(({ key }) => key);

withPostgres('what is particular about views on PostgreSQL', () => {
  describe('views on PostgreSQL', () => {
    let made: TestDatabase;
    let database: Database;
    let schemas = 0;
    before(async () => {
      made = await testDatabase();
      database = postgresDatabase({ url: made.url });
    });
    after(async () => {
      await database.close();
      await made.drop();
    });
    const schema = (): string => `views_${++schemas}`;
    async function fresh(of = table, name = schema()): Promise<ViewStore> {
      const store = await postgresViewStore(database, name);
      await store.open(of);
      return store;
    }

    test('what PostgreSQL cannot hold is not there, and is a place in an index all the same', async () => {
      const store = await fresh();
      await write(store, [row('a', { added: [place('g', 'm')] }), row('b', { added: [place('g', 'n')] })]);
      deepEqual(await store.read(table, ['\0', 'a', 'a\0', 'b\ud800']), [
        undefined,
        '{"key":"a"}',
        undefined,
        undefined,
      ]);
      const page = { index: 'newest', direction: 'ascending', limit: 9 } as const;
      deepEqual(await store.range(table, { ...page, group: 'g\0' }), []);
      for (const by of ['m\0', 'm\udc00', Infinity, -Infinity, NaN])
        await store.range(table, { ...page, group: 'g', after: { by, key: 'a\0' } });
      deepEqual(keys(await store.range(table, { ...page, group: 'g', after: { by: -Infinity, key: '' } })), [
        'a',
        'b',
      ]);
      deepEqual(keys(await store.scan(table, 'a\0', 9)), ['b']);
    });

    test('VW27: an event is parked whatever its error says', async () => {
      const store = await fresh();
      const parked = { consumer: 'c', sequence: 's', partition: 0, position: 1, type: 'T', stream: 's-1' };
      const at = { attempts: 1, at: 1_700_000_000_000 };
      await store.commit({
        consumer: 'c',
        changes: [],
        park: [{ ...parked, ...at, error: 'half \ud800, none \0' }],
      });
      equal((await store.parked())[0]?.error, 'half \ufffd, none \ufffd');
    });

    test('VW34: of several processes that open a table at once, all find the same one', async () => {
      const name = schema();
      const stores = await Promise.all(Array.from({ length: 6 }, () => fresh(table, name)));
      await Promise.all(stores.map((store, i) => write(store, [row(`key${i}`)])));
      for (const store of stores) equal(await store.count(table), 6);
    });

    test('a table that another process dropped is contention: the event is not to blame', async () => {
      const name = schema();
      const [one, other] = [await fresh(table, name), await fresh(table, name)];
      await one.drop(table);
      await rejects(write(other, [row('a')]), { code: 'contention', retryable: true, message: /posts/ });
      await rejects(
        async () => other.range(table, { index: 'newest', group: 'g', direction: 'ascending', limit: 1 }),
        {
          code: 'contention',
        },
      );
    });

    test('VW21: a commit too large for one statement is all or nothing, too', async () => {
      const store = await fresh();
      const large = Array.from({ length: 20 }, (_, i) =>
        row(`key${i}`, { row: JSON.stringify('x'.repeat(1_000_000)), added: [place('g', i)] }),
      );
      await write(store, large);
      equal(await store.count(table), 20);
      await rejects(
        write(store, [
          ...large.map(({ key }) => row(key, { row: '{}' })),
          ...large.map((one) => ({ ...one, key: `more ${one.key}`, row: `${one.row}\0` })),
        ]),
      );
      equal(await store.count(table), 20);
      deepEqual(await store.read(table, ['key0']), [large[0]?.row]);
    });

    test('changes of one key in one commit count as made one after the other', async () => {
      const store = await fresh();
      await write(store, [
        row('a', { added: [place('g', 1), place('g', 2)], text: 'apple' }),
        row('b', { text: 'apple' }),
        row('a', { row: null, removed: [place('g', 1), place('g', 2)] }),
        row('a', { row: '{"again":true}', added: [place('g', 2), place('g', 3)], text: 'apple pie' }),
        row('c', { added: [place('g', 4)] }),
        row('c', { row: null, removed: [place('g', 4)] }),
        row('b', { row: '{"kept":true}' }),
      ]);
      const found = await store.range(table, {
        index: 'newest',
        group: 'g',
        direction: 'ascending',
        limit: 9,
      });
      deepEqual(
        found.map(({ by, row: text }) => [by, text]),
        [
          [2, '{"again":true}'],
          [3, '{"again":true}'],
        ],
      );
      deepEqual(keys(await store.search(table, 'apple', 9, 0)), ['a', 'b']);
      deepEqual(await store.read(table, ['b', 'c']), ['{"kept":true}', undefined]);
    });

    test('a language compares stems; the table is not taken for one of another language', async () => {
      const name = schema();
      const german = await postgresViewStore(database, name, { language: 'german' });
      await german.open(table);
      await write(german, [
        row('a', { text: 'Läufe am Morgen' }),
        row('b', { text: 'Der Lauf' }),
        row('c', { text: 'Laufband' }),
      ]);
      deepEqual(keys(await german.search(table, 'laufen', 9, 0)), ['b', 'a', 'c']);
      const simple = await postgresViewStore(database, name);
      await rejects(simple.open(table), { code: 'internal', retryable: false });
      await rejects(postgresViewStore(database, name, { language: `x'` }), { code: 'internal' });
    });

    test('after close every call is a fault', async () => {
      const store = await fresh();
      await store.close();
      await rejects(async () => store.read(table, ['a']), { code: 'closed' });
      await rejects(write(store, [row('a')]), { code: 'closed' });
    });

    test('no commit, page, read or search passes over a whole table, however it was filled', async () => {
      const name = schema();
      const own = postgresDatabase({ url: made.url, connectionsMax: 1 });
      const store = await postgresViewStore(own, name);
      await store.open(table);
      const some = (from: number): RowChange[] =>
        Array.from({ length: 500 }, (_, i) =>
          row(`key${from + i}`, { added: [place('g', from + i)], text: `word ${from + i}` }),
        );
      for (let from = 0; from < 5000; from += 500) {
        await write(store, some(from));
        await write(store, [
          row(`key${from}`, { added: [place('h', 1)], removed: [place('g', from)], text: 'other' }),
        ]);
        await write(store, [
          { key: `key${from + 1}`, row: null, added: [], removed: [place('g', from + 1)] },
        ]);
        for (const direction of ['ascending', 'descending'] as const)
          for (const keysOnly of [true, false])
            equal(
              (await store.range(table, { index: 'newest', group: 'g', direction, limit: 20, keysOnly }))
                .length,
              20,
            );
        equal((await store.read(table, [`key${from}`, `key${from + 2}`])).includes(undefined), false);
        equal((await store.search(table, 'word', 20, 0)).length, 20);
        equal((await store.search(table, `${from + 2}`, 20, 0)).length > 0, true);
      }
      await own.read('SELECT pg_stat_force_next_flush()'); // What a session counted is told now and then only.
      await own.close();
      // Making an index passes over the table, too.
      const scans = await database.read<[string, number]>(
        `SELECT relname, seq_scan - (SELECT count(*) FROM pg_index WHERE indrelid = relid)
         FROM pg_stat_user_tables WHERE schemaname = $1 AND relname ~ '^(rows|index|text)_' ORDER BY relname`,
        [name],
      );
      deepEqual(scans, [
        ['index_posts', 0],
        ['rows_posts', 0],
        ['text_posts', 0],
      ]);
    });
  });
});
