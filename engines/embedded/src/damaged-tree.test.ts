import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, it } from 'node:test';
import { verifyLog } from './event-store-verify.ts';
import { sqliteEventStore } from './event-store.ts';
import { logReader } from './log-reader.ts';
import { verifyTree } from './verify-tree.ts';
import { verifyTreeThread } from './verify-tree-thread.ts';

const events = 120;
const pageBytes = 8192;
const onFatal = (): void => {};
let folder = '';
let log: Buffer;
/** Where the pages begin from which all events, and all entries of the index of streams, are reached. */
const roots = { events: 0, streams: 0 };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-tree-'));
  const path = join(folder, 'log.db');
  const store = await sqliteEventStore({
    log: path,
    commands: `${path}.commands`,
    partitions: 1,
    onFatal,
  });
  const opened = { type: 'Opened', schema: 1, data: JSON.stringify({ text: 'x'.repeat(200) }) };
  const place = { stream: 'door', partitionKey: 'door', expected: 'any' as const };
  const all = Array.from({ length: events }, () => opened);
  await store.append({ appends: [{ ...place, events: all }], at: 0, actor: null, meta: null });
  await store.close();
  const db = new DatabaseSync(path, { readOnly: true });
  for (const name of ['events', 'streams'] as const) {
    const { rootpage } = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name) ?? {};
    roots[name] = (Number(rootpage) - 1) * pageBytes;
  }
  db.close();
  log = readFileSync(path);
});
after(() => rmSync(folder, { recursive: true }));

/** A copy of the log with a change in one of the two pages; its fourth and fifth byte are the number of its cells. */
function damaged(root: keyof typeof roots, change: (page: Buffer, cells: number) => void): string {
  const copy = Buffer.from(log);
  const page = copy.subarray(roots[root], roots[root] + pageBytes);
  equal(page[0], root === 'events' ? 5 : 10, 'the events fill several pages, their index fits one');
  change(page, page.readUInt16BE(3));
  const path = join(folder, 'damaged.db');
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  writeFileSync(path, copy);
  return path;
}

/** A cell is the number of a page, then the highest key below it. */
const firstCell = 12;

it('TE2: a step on the way to an event that is off by one is found, although a walk in order passes it', async () => {
  const path = damaged('events', (page) => {
    const cell = page.readUInt16BE(firstCell);
    ok(page[cell + 4]! < 127, 'the key is one byte');
    page[cell + 4]!++;
  });
  const { damage } = await verifyLog(path);
  equal(damage.length, 2);
  ok(damage[0]?.what.includes('index of streams'), JSON.stringify(damage));
  ok(damage[1]?.what.includes('out of order'), JSON.stringify(damage));
});

it('TE2: what is wrong with the pages is found by a thread of its own as without one', async () => {
  const path = damaged('streams', (page, cells) => page.writeUInt16BE(cells + 1, 3));
  const found = verifyTree(path);
  ok(found.length > 0);
  deepEqual(await verifyTreeThread(path, 0), found);
  deepEqual(await verifyTreeThread(path), found);
});

it('TE2: an event that its index does not lead to is found, although all entries are there', async () => {
  const path = damaged('streams', (page, cells) => page.writeUInt16BE(cells + 2, 3));
  const { damage } = await verifyLog(path);
  // The search for the last one, by halves, comes upon a cell that is none.
  deepEqual(damage[0], { partition: 0, position: events, what: 'the index of streams does not lead to it' });
  for (const { what } of damage.slice(1)) ok(what.startsWith('the file’s pages: '), what);
});

it('TE2: a page with one cell too many is found where every event is still led to', async () => {
  const path = damaged('streams', (page, cells) => page.writeUInt16BE(cells + 1, 3));
  const { damage } = await verifyLog(path);
  ok(damage.length > 0);
  for (const { what } of damage) ok(what.startsWith('the file’s pages: '), what);
});

it('TE2: a running store tells of damaged pages, too', async () => {
  const path = damaged('streams', (page, cells) => page.writeUInt16BE(cells + 1, 3));
  const store = await sqliteEventStore({ log: path, commands: `${path}.commands`, partitions: 1, onFatal });
  try {
    ok((await store.verify()).damage.length > 0);
  } finally {
    await store.close();
  }
});

it('TE3: events that are reached in another order, or not at all, are not handed out', async () => {
  const exchanged = damaged('events', (page) => {
    const [one, other] = [page.readUInt16BE(firstCell), page.readUInt16BE(firstCell + 2)];
    page.writeUInt16BE(other, firstCell);
    page.writeUInt16BE(one, firstCell + 2);
  });
  await assertAstray(exchanged, (reader) => reader.partition(0, 0, events, events));
  await assertAstray(exchanged, (reader) => reader.partition(0, 0, events, events, ['Opened']));
  const cutOff = damaged('events', (page, cells) => page.writeUInt16BE(cells - 2, 3));
  await assertAstray(cutOff, (reader) => reader.partition(0, 0, events, events));
  await assertAstray(cutOff, async (reader) => {
    equal((await reader.partition(0, 0, events, 5)).events.length, 5);
    return reader.partition(0, 5, events, 100);
  });
});

async function assertAstray(
  path: string,
  read: (reader: ReturnType<typeof logReader>) => Promise<unknown>,
): Promise<void> {
  const reader = logReader(path);
  await rejects(read(reader), { code: 'corrupt', message: /astray in partition 0/ }).finally(() =>
    reader.close(),
  );
}
