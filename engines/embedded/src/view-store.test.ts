import { deepStrictEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RowChange, ViewStore, ViewTable } from '@touchline/kernel/ports';
import { sqliteViewStore, type ViewStoreOptions } from './view-store.ts';

const table: ViewTable = { id: 'counts_v1', indexes: ['all'], search: true };

const row = (key: string, text = '{}'): RowChange => ({
  key,
  row: text,
  added: [{ index: 'all', group: 'g', by: '' }],
  removed: [],
  text: `word ${key}`,
});

/** A place for one file, and a way to open it that notes what was emptied. */
async function inFolder(
  work: (
    path: string,
    emptied: string[],
    opened: (options?: ViewStoreOptions) => Promise<ViewStore>,
  ) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-views-'));
  const path = join(folder, 'views.db');
  const emptied: string[] = [];
  const stores: ViewStore[] = [];
  try {
    await work(path, emptied, async (options = {}) => {
      const store = await sqliteViewStore(path, { onEmptied: (reason) => emptied.push(reason), ...options });
      stores.push(store);
      await store.open(table);
      return store;
    });
  } finally {
    for (const store of stores) await store.close();
    await rm(folder, { recursive: true });
  }
}

const write = (store: ViewStore, rows: readonly RowChange[], position: number): Promise<void> =>
  store.commit({ consumer: 'c', cursor: { partition: 0, position }, changes: [{ table, rows }] });

test('VW35: a new file and one that was closed well are not called emptied', () =>
  inFolder(async (path, emptied, opened) => {
    const store = await opened();
    await write(store, [row('a')], 1);
    ok(existsSync(`${path}.open`));
    await store.close();
    ok(!existsSync(`${path}.open`) && !existsSync(`${path}-wal`));
    deepStrictEqual(await (await opened()).cursors('c', 1), [1]);
    deepStrictEqual(emptied, []);
  }));

test('VW35: a file that is no database is emptied, and said so', () =>
  inFolder(async (path, emptied, opened) => {
    await writeFile(path, 'not a database, but long enough to be taken for one'.repeat(400));
    const store = await opened();
    await write(store, [row('a')], 1);
    equal(emptied.length, 1);
    match(emptied[0] ?? '', /views\.db was emptied, because it is damaged/);
  }));

test('VW35: a file with a damaged page is emptied when its last process did not close it', () =>
  inFolder(async (path, emptied, opened) => {
    const store = await opened();
    await write(
      store,
      Array.from({ length: 2000 }, (_, i) => row(`key${i}`, JSON.stringify('x'.repeat(200)))),
      1,
    );
    await store.close();
    const { size } = await stat(path);
    const file = await open(path, 'r+');
    for (let at = 8192 * 3; at < size; at += 8192) await file.write(Buffer.alloc(64, 0xff), 0, 64, at);
    await file.close();
    await writeFile(`${path}.open`, await bootId());
    deepStrictEqual(await (await opened()).cursors('c', 1), [0]);
    match(emptied.join(), /because it is damaged/);
  }));

test('VW35: a file that was open when the machine stopped is not trusted, though it looks whole', () =>
  inFolder(async (path, emptied, opened) => {
    const store = await opened();
    await write(store, [row('a')], 1);
    await store.close();
    await writeFile(`${path}.open`, 'another run of the machine');
    deepStrictEqual(await (await opened()).cursors('c', 1), [0]);
    match(emptied.join(), /because the machine stopped/);
  }));

test('VW35: damage that is met while reading is a fault, and the next start begins empty', () =>
  inFolder(async (path, emptied, opened) => {
    const store = await opened({ cacheMb: 0 });
    for (let i = 0; i < 40; i++)
      await write(
        store,
        Array.from({ length: 100 }, (_, j) => row(`key${i}-${j}`, JSON.stringify('x'.repeat(300)))),
        i + 1,
      );
    await store.close();
    const { size } = await stat(path);
    const file = await open(path, 'r+');
    for (let at = 8192 * 20; at < size; at += 8192) await file.write(Buffer.alloc(8192, 0xff), 0, 8192, at);
    await file.close();
    const damaged = await sqliteViewStore(path);
    const readAll = async (): Promise<void> => {
      await damaged.open(table);
      await damaged.scan(table, '', 10_000);
    };
    await rejects(readAll, { code: 'corrupt', retryable: false });
    await damaged.close();
    deepStrictEqual(emptied, []);
    deepStrictEqual(await (await opened()).cursors('c', 1), [0]);
    match(emptied.join(), /damage was found/);
  }));

test('VW36: a commit without space writes nothing; reads go on, and writes too when there is space again', () =>
  inFolder(async (_path, _emptied, opened) => {
    const store = await opened({ pagesMax: 60 });
    await write(store, [row('a', '"before"')], 1);
    const many = Array.from({ length: 200 }, (_, i) => row(`big${i}`, JSON.stringify('x'.repeat(5000))));
    await rejects(write(store, [row('a', '"after"'), ...many], 2), { code: 'storage-full', retryable: true });
    deepStrictEqual(await store.read(table, ['a', 'big0']), ['"before"', undefined]);
    deepStrictEqual(await store.cursors('c', 1), [1]);
    await write(store, [row('b')], 2);
    deepStrictEqual(await store.cursors('c', 1), [2]);
    deepStrictEqual(
      (await store.search(table, 'word', 9, 0)).map(({ key }) => key),
      ['b', 'a'],
    );
  }));

test('a file that is open elsewhere is named', () =>
  inFolder(async (path, _emptied, opened) => {
    await opened();
    await rejects(sqliteViewStore(path), {
      code: 'internal',
      message: /views\.db is open in another process/,
    });
    deepStrictEqual(await readFile(`${path}.open`, 'utf8'), await bootId());
  }));

test('after close every call is a fault', () =>
  inFolder(async (_path, _emptied, opened) => {
    const store = await opened();
    await store.close();
    await store.close();
    await rejects(async () => store.read(table, ['a']), { code: 'closed' });
    await rejects(write(store, [row('a')], 1), { code: 'closed' });
  }));

test('VW20: rows are found whatever their keys sort like, before and after a restart', () =>
  inFolder(async (_path, _emptied, opened) => {
    const keys = ['b', 'é', '\u{1F600}', '\uff5e', 'a', '', '\uffff', '~'];
    const found = async (store: ViewStore): Promise<unknown[]> =>
      Promise.all(keys.map(async (key) => (await store.read(table, [key]))[0]));
    const store = await opened();
    for (const [n, key] of keys.entries()) {
      equal((await store.read(table, [key]))[0], undefined, `no row ${JSON.stringify(key)} yet`);
      await write(store, [row(key, String(n))], n + 1);
    }
    const all = keys.map((_key, n) => String(n));
    deepStrictEqual(await found(store), all);
    await store.close();
    const again = await opened();
    deepStrictEqual(await found(again), all);
    await again.close();
  }));

test('the space of a dropped table is given back', () =>
  inFolder(async (path, _emptied, opened) => {
    const store = await opened();
    await write(
      store,
      Array.from({ length: 3000 }, (_, i) => row(`key${i}`, JSON.stringify('x'.repeat(500)))),
      1,
    );
    await store.drop(table);
    await store.close();
    const { size } = await stat(path);
    ok(size < 200_000, `${size} bytes are left`);
  }));

test('VW21: whatever commit a kill meets, rows and cursor agree, and no answered commit is lost', () =>
  inFolder(async (path, emptied, opened) => {
    for (const answers of [1, 7, 60]) {
      const before = await committedUntilKilled(path, answers);
      const store = await opened();
      const [position = 0] = await store.cursors('c', 1);
      ok(position >= before, `answered ${before}, found ${position}`);
      deepStrictEqual(await store.read(table, ['last']), [String(position)]);
      const found = await store.range(table, {
        index: 'all',
        group: 'g',
        direction: 'descending',
        limit: 10_000,
      });
      deepStrictEqual(found.length, Math.min(position, 50) + 1);
      await store.close();
    }
    deepStrictEqual(emptied, []);
  }));

/** Runs commits in a process of its own, kills it after some answers, and gives the last answered position. */
async function committedUntilKilled(path: string, answers: number): Promise<number> {
  const code = `
    import { sqliteViewStore } from ${JSON.stringify(import.meta.resolve('./view-store.ts'))};
    const table = ${JSON.stringify(table)};
    const store = await sqliteViewStore(${JSON.stringify(path)});
    await store.open(table);
    const [done] = await store.cursors('c', 1);
    const row = (key, row) => ({ key, row, added: [{ index: 'all', group: 'g', by: '' }], removed: [], text: 'word ' + row });
    for (let i = done + 1; i < done + 100_000; i++) {
      const rows = [row('last', String(i)), row('k' + (i % 50), JSON.stringify('x'.repeat(i % 3000)))];
      await store.commit({ consumer: 'c', cursor: { partition: 0, position: i }, changes: [{ table, rows }] });
      process.stdout.write(i + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
    if (text.split('\n').length > answers) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  equal(signal, 'SIGKILL');
  return Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1));
}

/** What the store writes down about this run of the machine. */
async function bootId(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-boot-'));
  const store = await sqliteViewStore(join(folder, 'views.db'));
  const id = await readFile(join(folder, 'views.db.open'), 'utf8');
  await store.close();
  await rm(folder, { recursive: true });
  return id;
}
