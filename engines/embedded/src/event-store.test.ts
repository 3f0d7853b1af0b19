import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import type { AppendRequest, EventStore } from '@touchline/kernel/ports';
import { sealed } from './command-blob.ts';
import { contentsWriter } from './command-contents.ts';
import { commandHash, commandKey } from './command-record.ts';
import { commandTable, type CommandTable } from './command-table.ts';
import { commandRun, toBytes } from './command-run.ts';
import type { WriterMessage } from './writer-protocol.ts';
import { writerThread, type StartWriter } from './writer-thread.ts';
import { sqliteEventStore, type SqliteEventStoreOptions } from './event-store.ts';

const keyOf = (id: string): number => commandKey(commandHash(id));

type Open = (more?: Partial<SqliteEventStoreOptions>) => Promise<EventStore>;

async function inFolder(work: (open: Open, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-log-'));
  const stores: EventStore[] = [];
  const open: Open = async (more) => {
    const options = {
      log: join(folder, 'log.db'),
      commands: join(folder, 'commands.db'),
      partitions: 1,
      onFatal: () => {},
    };
    const store = await sqliteEventStore({ ...options, ...more });
    stores.push(store);
    return store;
  };
  try {
    await work(open, folder);
  } finally {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true });
  }
}

const opened = (n: number, type = 'Opened', text = ''): AppendRequest => ({
  command: { id: `c${n}`, fingerprint: 'f' },
  appends: [
    {
      stream: `door-${n}`,
      partitionKey: `door-${n}`,
      expected: 'no-stream',
      events: [{ type, schema: 1, data: JSON.stringify({ n, text }) }],
    },
  ],
  at: n,
  actor: null,
  meta: null,
});

const appendAll = (store: EventStore, requests: readonly AppendRequest[]) =>
  Promise.all(requests.map((request) => store.append(request)));

it('ES10: rare types are found in a long log that memory no longer holds', () =>
  inFolder(async (open) => {
    const store = await open();
    const count = 24_000;
    for (let n = 0; n < count; n += 4000)
      await appendAll(
        store,
        Array.from({ length: 4000 }, (_, i) => opened(n + i, (n + i) % 9999 === 0 ? 'Rare' : 'Common')),
      );
    const rare = await store.readPartition(0, 0, 100, ['Rare']);
    deepEqual(
      rare.events.map(({ position }) => position),
      [1, 10_000, 19_999],
    );
    equal(rare.position, count);
    deepEqual(await store.readPartition(0, 0, 100, ['Never']), { events: [], position: count });
    const first = await store.readPartition(0, 0, 2, ['Rare']);
    equal(first.position, 10_000);
    const pages = await Promise.all(
      [0, 8000, 16_000, 23_000].map((after) => store.readPartition(0, after, 1000)),
    );
    for (const { events } of pages)
      for (const event of events) equal(event.stream, `door-${event.position - 1}`);
  }));

it('ES16: at its size limit the log refuses appends, answers reads, and takes appends again with more room', () =>
  inFolder(async (open) => {
    const store = await open({ bytesMax: 400 * 1024 });
    const big = (n: number): AppendRequest => opened(n, 'Opened', 'x'.repeat(20_000));
    let written = 0;
    for (; ; written++) {
      const outcome = await store.append(big(written)).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) continue;
      equal((outcome as Error & { code: string }).code, 'storage-full');
      break;
    }
    ok(written > 5);
    await rejects(appendAll(store, [big(500), big(501), big(502)]), {
      code: 'storage-full',
      retryable: true,
    });
    equal((await store.readPartition(0, 0, 1000)).events.length, written);
    equal(await store.findCommand('c500'), undefined);
    await store.close();
    const roomy = await open();
    equal((await roomy.heads())[0], written);
    const results = await appendAll(roomy, [big(written), big(500), big(0)]);
    deepEqual(
      results.map(({ status }) => status),
      ['appended', 'appended', 'repeated'],
    );
    deepEqual((await roomy.verify()).damage, []);
  }));

const writeRun = (db: DatabaseSync, commands: CommandTable): void =>
  void db.prepare('UPDATE runs SET run = 1, commands = ?').run(sealed(toBytes(commandRun(commands)), 1));

it('ID5: an index of commands that is lost, damaged or ahead of the log is made again', () =>
  inFolder(async (open, folder) => {
    const path = join(folder, 'commands.db');
    const store = await open();
    await appendAll(
      store,
      Array.from({ length: 500 }, (_, n) => opened(n)),
    );
    await store.close();
    const spoil = [
      () => rmSync(path),
      () => writeFileSync(path, 'no database '.repeat(1000)),
      () => {
        const db = new DatabaseSync(path);
        contentsWriter(db)({ positions: [501], generations: 0, runs: [] });
        db.close();
      },
      () => {
        const db = new DatabaseSync(path);
        const first = Array.from({ length: 100 }, (_, n) => [keyOf(`c${n}`), n + 1] as const);
        writeRun(db, commandTable(first));
        contentsWriter(db)({ positions: [100], generations: 0, runs: [1] });
        db.close();
      },
    ];
    for (const [i, damage] of spoil.entries()) {
      damage();
      const again = await open();
      for (const n of [0, 250, 499]) {
        equal((await again.findCommand(`c${n}`))?.written[0]?.stream, `door-${n}`, `damage ${i}`);
        equal((await again.append(opened(n))).status, 'repeated');
      }
      equal((await again.heads())[0], 500);
      await again.close();
    }
  }));

it('ID1: ids whose places in the index collide are told apart', () =>
  inFolder(async (open, folder) => {
    const store = await open();
    await appendAll(store, [opened(1), opened(2)]);
    await store.close();
    const db = new DatabaseSync(join(folder, 'commands.db'));
    const key = keyOf('c1');
    // As if both ids hashed to the first one's key, the second one came first.
    const places = commandTable([[key, 2], [key + 1, 1], [keyOf('c2'), 2]]); // prettier-ignore
    writeRun(db, places);
    db.close();
    const again = await open();
    equal((await again.findCommand('c1'))?.written[0]?.stream, 'door-1');
    equal((await again.append(opened(1))).status, 'repeated');
    equal((await again.append(opened(2))).status, 'repeated');
  }));

it('ES7: a consumer that is given events from memory gets their decoded form, one that reads from disk does not', () =>
  inFolder(async (open) => {
    const store = await open();
    const decoded = { any: 'thing' };
    const request = opened(1);
    const [append] = request.appends;
    await store.append({
      ...request,
      appends: [{ ...append!, events: append!.events.map((event) => ({ ...event, decoded })) }],
    });
    equal((await store.readPartition(0, 0, 1)).events[0]?.decoded, decoded);
    await store.close();
    const again = await open();
    equal((await again.readPartition(0, 0, 1)).events[0]?.decoded, undefined);
  }));

it('ES8: appends of one turn of the event loop share flushes', () =>
  inFolder(async (open) => {
    let flushes = 0;
    const fieldsEach = 4;
    const startWriter: StartWriter = async (options) => {
      const line = await writerThread(options);
      const counted = (message: WriterMessage): void => {
        if (message.kind === 'done') flushes += message.answers.length / fieldsEach / message.together;
      };
      return {
        ...line,
        listen: (answered, broken) =>
          line.listen((message) => {
            counted(message);
            answered(message);
          }, broken),
      };
    };
    const store = await open({ startWriter });
    await appendAll(
      store,
      Array.from({ length: 300 }, (_, n) => opened(n)),
    );
    // They are sent in ten batches.
    ok(flushes > 0.99 && flushes < 9.5, `${flushes} flushes for 300 appends`);
  }));
