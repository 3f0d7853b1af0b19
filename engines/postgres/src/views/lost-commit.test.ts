import { deepEqual, equal, rejects } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RowChange, ViewCommit, ViewStore } from '@touchline/kernel/ports';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { brokenLine, type BrokenLine } from './testing/broken-line.ts';
import { postgresViewStore } from './view-store.ts';

const table = { id: 'posts', indexes: ['newest'], search: true };

const row = (key: string, text: string): RowChange => ({
  key,
  row: JSON.stringify({ text }),
  added: [{ index: 'newest', group: 'all', by: text }],
  removed: [],
  text,
});

const commit = (id: string, follows: string | undefined, position: number, text: string): ViewCommit => ({
  consumer: 'c',
  turn: { id, after: follows },
  cursor: { partition: 0, position },
  changes: [{ table, rows: [row('a', text)] }],
});

withPostgres('commits of views over a line that breaks', () => {
  describe('a commit over a line that breaks', () => {
    let made: TestDatabase;
    let line: BrokenLine;
    let databases: Database[];
    let schemas = 0;

    before(async () => {
      made = await testDatabase();
      line = await brokenLine(made.url);
      databases = [line.url, made.url].map((url) => postgresDatabase({ url }));
    });
    after(async () => {
      for (const database of databases) await database.close();
      await line.close();
      await made.drop();
    });
    /** One store over the line that breaks, and one beside it. */
    const fresh = async (): Promise<{ store: ViewStore; other: ViewStore }> => {
      const schema = `lost_${++schemas}`;
      const [store, other] = await Promise.all(databases.map((one) => postgresViewStore(one, schema)));
      if (!store || !other) throw new Error('There is no store.');
      await store.open(table);
      await other.open(table);
      return { store, other };
    };
    const stateOf = async (one: ViewStore): Promise<unknown> => ({
      last: await one.lastCommit('c'),
      cursors: await one.cursors('c', 1),
      rows: (await one.scan(table, '', 10)).map(({ row: text }) => text),
      places: (
        await one.range(table, { index: 'newest', group: 'all', direction: 'ascending', limit: 10 })
      ).map(({ by }) => by),
    });

    test('VW37: whose answer is lost has been written once, and is not written again', async () => {
      const { store, other } = await fresh();
      line.breakAt('.advance($1', 'answer-lost');
      const sent = commit('1', undefined, 5, 'five');
      await rejects(store.commit(sent), { code: 'outcome-unknown', retryable: true });
      const once = { last: '1', cursors: [5], rows: ['{"text":"five"}'], places: ['five'] };
      deepEqual(await stateOf(store), once);
      await rejects(store.commit(sent), { code: 'contention' });
      deepEqual(await stateOf(other), once);
    });

    test('VW37: which never arrives has written nothing, and is written when it is made again', async () => {
      const { store, other } = await fresh();
      line.breakAt('.advance($1', 'request-lost');
      const sent = commit('1', undefined, 5, 'five');
      await rejects(store.commit(sent), { code: 'outcome-unknown' });
      equal(await store.lastCommit('c'), undefined);
      await store.commit({ ...sent, turn: { id: '2', after: undefined } });
      deepEqual(await stateOf(other), {
        last: '2',
        cursors: [5],
        rows: ['{"text":"five"}'],
        places: ['five'],
      });
    });

    test('VW37: which arrives after the next ones changes nothing', async () => {
      const { store, other } = await fresh();
      await store.commit(commit('1', undefined, 1, 'one'));
      line.breakAt('.advance($1', 'late');
      await rejects(store.commit(commit('2', '1', 2, 'two')), { code: 'outcome-unknown' });
      equal(await store.lastCommit('c'), '1');
      const changes = [
        { table, rows: [{ ...row('a', 'three'), removed: [{ index: 'newest', group: 'all', by: 'one' }] }] },
      ];
      await store.commit({ ...commit('3', '1', 3, 'three'), changes });
      await line.letGo();
      deepEqual(await stateOf(other), {
        last: '3',
        cursors: [3],
        rows: ['{"text":"three"}'],
        places: ['three'],
      });
    });

    test('VW37: which arrives before the next one is found, and the next one follows it', async () => {
      const { store } = await fresh();
      line.breakAt('.advance($1', 'late');
      await rejects(store.commit(commit('1', undefined, 1, 'one')), { code: 'outcome-unknown' });
      equal(await store.lastCommit('c'), undefined);
      await line.letGo();
      await rejects(store.commit(commit('2', undefined, 1, 'one')), { code: 'contention' });
      equal(await store.lastCommit('c'), '1');
      deepEqual(await store.cursors('c', 1), [1]);
    });
  });
});
