import { deepStrictEqual, equal, ok, rejects, throws } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { ViewStore } from '@touchline/kernel/ports';
import { openViewFile } from './view-store-file.ts';
import { gatheredCommits } from './view-store-gather.ts';
import { sqliteViewStore } from './view-store.ts';

const table = { id: 'notes', indexes: ['all'], search: false };
const text = 'x'.repeat(3000);

const write = (store: ViewStore, n: number): Promise<void> => {
  const row = { key: keyOf(n), row: JSON.stringify({ n, text }), removed: [] };
  const added = [{ index: 'all', group: 'all', by: n }];
  const cursor = { partition: 0, position: n };
  return store.commit({ consumer: 'notes', cursor, changes: [{ table, rows: [{ ...row, added }] }] });
};
const keyOf = (n: number): string => `k${String(n).padStart(6, '0')}`;
/** Rows by key, the cursor, entries of the index. */
const count = async (store: ViewStore): Promise<number[]> => [
  (
    await store.read(
      table,
      Array.from({ length: 1000 }, (_, i) => keyOf(i + 1)),
    )
  ).filter(Boolean).length,
  (await store.cursors('notes', 1))[0] ?? 0,
  (await store.range(table, { index: 'all', group: 'all', direction: 'ascending', limit: 1000 })).length,
];

test('VW36: a full disk refuses what is new, keeps what was accepted, and goes on when there is space', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-gather-'));
  const path = join(folder, 'views.db');
  const after: (() => void)[] = [];
  const clock = {
    turn: async () => {},
    after: (_ms: number, act: () => void) => (after.push(act), () => {}),
  };
  const store = await sqliteViewStore(path, { gatherMs: 1000, clock, pagesMax: 60 });
  await store.open(table);
  let accepted = 0;
  for (;;) {
    const refused = await write(store, accepted + 1).catch((error: unknown) => error as { code: string });
    if (refused) {
      equal(refused.code, 'storage-full');
      break;
    }
    accepted++;
    // The gathering time ends now and then; so commits are lost by SQLite both when written and when ended.
    if (accepted % 7 === 0) for (const act of after.splice(0)) act();
  }
  ok(accepted > 10);
  for (const _again of [1, 2]) {
    const [rows, cursor, entries] = await count(store);
    deepStrictEqual([rows, cursor], [accepted, accepted]);
    // Ranges go on, with what had room.
    ok(Number(entries) > 10 && Number(entries) <= accepted, `${entries} of ${accepted}`);
    await rejects(write(store, accepted + 1), { code: 'storage-full' });
  }
  await store.close();

  const again = await sqliteViewStore(path, { gatherMs: 1000, clock });
  await again.open(table);
  ok(((await again.cursors('notes', 1))[0] ?? 0) > 10);
  const [rows, cursor, entries] = await count(again);
  deepStrictEqual([rows, entries], [cursor, cursor]);
  for (let n = (cursor ?? 0) + 1; n <= accepted + 5; n++) await write(again, n);
  deepStrictEqual(await count(again), [accepted + 5, accepted + 5, accepted + 5]);
  await again.close();
  await rm(folder, { recursive: true });
});

test('VW36: with space again the next range shows all that was accepted, before anything else is committed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-gather-'));
  const clock = { turn: async () => {}, after: () => () => {} };
  let makeRoom = (): void => {};
  const store = await sqliteViewStore(join(folder, 'views.db'), {
    gatherMs: 1000,
    clock,
    pagesMax: 60,
    openFile(path, options) {
      const file = openViewFile(path, options);
      makeRoom = () => file.database.exec('PRAGMA max_page_count = 10000');
      return file;
    },
  });
  await store.open(table);
  let accepted = 0;
  while (accepted < 100) await write(store, ++accepted);
  const [rows, cursor, entries] = await count(store);
  deepStrictEqual([rows, cursor], [accepted, accepted]);
  ok(Number(entries) < accepted, 'the disk is full');
  await Promise.resolve(); // A look for space in each turn.
  makeRoom();
  deepStrictEqual(await count(store), [accepted, accepted, accepted]);
  await store.close();
  await rm(folder, { recursive: true });
});

/** Commits of a consumer each, whose cursors are written as long as there is room. */
function gathering(database = new DatabaseSync(':memory:')) {
  database.exec('CREATE TABLE rows (key TEXT PRIMARY KEY); CREATE TABLE cursors (consumer TEXT PRIMARY KEY)');
  const row = database.prepare('INSERT OR REPLACE INTO rows VALUES (?)');
  const cursor = database.prepare('INSERT OR REPLACE INTO cursors VALUES (?)');
  /** Which of the next cursors there is no room for. */
  const full: boolean[] = [];
  const commits = gatheredCommits(
    database,
    {
      rows: (_table, changes) => changes.forEach(({ key }) => row.get(key)),
      bookkeeping({ consumer }) {
        if (full.shift()) throw new Error('full');
        cursor.get(consumer);
      },
      rolledBack() {},
    },
    { gatherMs: 1000, clock: { turn: async () => {}, after: () => () => {} } },
  );
  const names = (of: string): unknown[] =>
    database
      .prepare(`SELECT * FROM ${of}`)
      .all()
      .map((one) => Object.values(one)[0]);
  return {
    database,
    settle: () => commits.settle(),
    full,
    commit: (consumer: string) =>
      commits.commit(
        { consumer, changes: [{ table, rows: [{ key: consumer, row: '', added: [], removed: [] }] }] },
        1,
      ),
    stored: () => ({ rows: names('rows'), cursors: names('cursors') }),
  };
}

test('VW21: where there is room for half of the cursors only, none of their rows is kept without its own', () => {
  const all = gathering();
  all.commit('a');
  all.commit('b');
  all.full.push(true, false, true);
  throws(() => all.commit('c'), /full/);
  all.settle();
  deepStrictEqual(all.stored(), { rows: ['a', 'b'], cursors: ['a', 'b'] });
  all.database.close();
});

test('VW21: where SQLite has ended the transaction by itself, no cursor is written without its rows', () => {
  const all = gathering();
  all.commit('a');
  all.database.exec('ROLLBACK');
  all.commit('b');
  ok(all.database.isTransaction);
  all.settle();
  deepStrictEqual(all.stored(), { rows: ['a', 'b'], cursors: ['a', 'b'] });
  all.database.close();
});
