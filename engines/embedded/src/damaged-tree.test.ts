import { equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, it } from 'node:test';
import { verifyLog } from './event-store-verify.ts';
import { sqliteEventStore } from './event-store.ts';
import { logReader } from './log-reader.ts';

const events = 120;
const pageBytes = 8192;
let folder = '';
let log: Buffer;
/** Where the page begins from which all events are reached. */
let root = 0;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-tree-'));
  const path = join(folder, 'log.db');
  const store = await sqliteEventStore({
    log: path,
    commands: `${path}.commands`,
    partitions: 1,
    onFatal: () => {},
  });
  const opened = { type: 'Opened', schema: 1, data: JSON.stringify({ text: 'x'.repeat(200) }) };
  const place = { stream: 'door', partitionKey: 'door', expected: 'any' as const };
  const all = Array.from({ length: events }, () => opened);
  await store.append({ appends: [{ ...place, events: all }], at: 0, actor: null, meta: null });
  await store.close();
  const db = new DatabaseSync(path, { readOnly: true });
  root =
    (Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'events'`).get()?.['rootpage']) - 1) *
    pageBytes;
  db.close();
  log = readFileSync(path);
});
after(() => rmSync(folder, { recursive: true }));

/** A copy of the log with a change in the root of its events: an inner page, so five bytes behind its kind are cells. */
function damaged(change: (page: Buffer, cells: number) => void): string {
  const copy = Buffer.from(log);
  const page = copy.subarray(root, root + pageBytes);
  equal(page[0], 5, 'the events fill several pages');
  change(page, page.readUInt16BE(3));
  const path = join(folder, 'damaged.db');
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  writeFileSync(path, copy);
  return path;
}

/** A cell is the number of a page, then the highest key below it. */
const firstCell = 12;

it('TE2: a step on the way to an event that is off by one is found, although a walk in order passes it', async () => {
  const path = damaged((page) => {
    const cell = page.readUInt16BE(firstCell);
    ok(page[cell + 4]! < 127, 'the key is one byte');
    page[cell + 4]!++;
  });
  const { damage } = await verifyLog(path);
  equal(damage.length, 1);
  ok(damage[0]?.what.includes('index of streams'), JSON.stringify(damage));
});

it('TE3: events that are reached in another order, or not at all, are not handed out', async () => {
  const exchanged = damaged((page) => {
    const [one, other] = [page.readUInt16BE(firstCell), page.readUInt16BE(firstCell + 2)];
    page.writeUInt16BE(other, firstCell);
    page.writeUInt16BE(one, firstCell + 2);
  });
  await assertAstray(exchanged, (reader) => reader.partition(0, 0, events, events));
  await assertAstray(exchanged, (reader) => reader.partition(0, 0, events, events, ['Opened']));
  const cutOff = damaged((page, cells) => page.writeUInt16BE(cells - 2, 3));
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
