import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { testDatabase, withPostgres } from '@touchline/engine-postgres/testing';
import { systemClock } from '@touchline/kernel';
import { moveStore, type Filling } from '@touchline/kernel/moving';
import { openSource, openTarget } from './open-sides.ts';
import { moveStopped, takeMoveBack } from './move-stopped.ts';
import { contentsOf, masterOf, writeHistory } from './testing/history.ts';

const clock = systemClock;
let folder: string;
let made = 0;
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'touchline-moving-'))));
after(() => rm(folder, { recursive: true }));

const place = (): string => join(folder, `place-${++made}`);

async function community(): Promise<string> {
  const at = place();
  const engine = await embeddedEngine({ folder: at });
  await writeHistory(engine, 30);
  await engine.close();
  return at;
}

const move = (from: string, to: string, more: object = {}) =>
  moveStopped(from, to, { clock, master: () => masterOf(from), ...more });
const undo = (from: string, to: string) => takeMoveBack(from, to, { clock, master: () => masterOf(from) });

async function opens(at: string): Promise<boolean> {
  const engine = await embeddedEngine({ folder: at });
  await engine.close();
  return true;
}

describe('a move is refused with a sentence that says what to do', () => {
  test('where there is no community, and nothing is made there', async () => {
    const at = place();
    await rejects(
      moveStopped(at, place(), { clock, master: () => new Uint8Array(32) }),
      /There is no community in .*Name the data folder/,
    );
    await rejects(rm(at), /ENOENT/);
  });

  test('into a folder that holds anything, which is left as it is', async () => {
    const [from, other] = [await community(), await community()];
    await rejects(move(from, other), /is in use: it holds a store of its own\. Name an empty place/);
    ok(await opens(other));
    const full = place();
    await embeddedEngine({ folder: full }).then((engine) => engine.close());
    await writeFile(join(full, 'notes.txt'), 'mine');
    await rejects(move(from, full), /is in use/);
    ok(await opens(from), 'the source goes on');
  });

  test('into a place where another community is on its way', async () => {
    const [from, other, to] = [await community(), await community(), place()];
    const stop = new AbortController();
    const stopsAtOnce = { signal: stop.signal, tell: () => stop.abort() };
    await rejects(move(other, to, stopsAtOnce), /Given up before the end\. The same command again goes on/);
    await rejects(opens(to), /is being filled from .*again goes on/);
    await rejects(move(from, to), /is being filled with another community/);
    equal((await move(other, to)).to, to);
    ok(await opens(to));
  });

  test('a second time, or from where nothing is any more', async () => {
    const [from, to] = [await community(), place()];
    await move(from, to);
    await rejects(move(from, to), /was moved to .* already, at .*nothing left to do/);
    await rejects(move(from, place()), /was moved to .* already/);
    await rejects(opens(from), new RegExp(`was moved to ${to}.*--undo --from ${from}`));
  });

  test('of a folder that a server has open', async () => {
    const from = await community();
    const engine = await embeddedEngine({ folder: from });
    await rejects(move(from, place()), new RegExp(`in use by process ${process.pid}`));
    await engine.close();
  });

  test('of a log of a newer format', async () => {
    const from = await community();
    const db = new DatabaseSync(join(from, 'log.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const to = place();
    await rejects(move(from, to), /has format 99; this program writes 2\. Start a newer version/);
    await rejects(rm(to), /ENOENT/);
  });

  test('MV2: of a damaged log, with the place of the damage; writes go on at the source', async () => {
    const from = await community();
    const db = new DatabaseSync(join(from, 'log.db'));
    db.exec(`UPDATE events SET data = '{"n":-1}' WHERE seq = 7`);
    db.close();
    await rejects(move(from, place()), /damaged at event 7 of partition 0.*restore a backup/);
    ok(await opens(from));
  });

  test('MV2: when the copy is not what the source has: of an event, or of a key', async () => {
    for (const spoil of [
      (to: Filling): Filling => ({
        ...to,
        log: {
          ...to.log,
          append: (partition, behind, events) =>
            to.log.append(
              partition,
              behind,
              events.map((event) => ({ ...event, at: event.at + 1 })),
            ),
        },
      }),
      (to: Filling): Filling => ({
        ...to,
        shelves: {
          ...to.shelves,
          change: (shelf, { put, remove }) => to.shelves.change(shelf, { put: put.slice(1), remove }),
        },
      }),
    ]) {
      const [from, to] = [await community(), place()];
      const source = await openSource(from, { clock, master: () => masterOf(from) });
      const target = await openTarget(to, { clock, master: () => masterOf(from) });
      const spoiled = {
        ...target,
        begin: async (...args: Parameters<typeof target.begin>) => spoil(await target.begin(...args)),
      };
      await rejects(
        moveStore(source, spoiled, { clock }),
        /holds other events than the source|The copy of keys is not what/,
      );
      equal(await source.mark(), undefined);
      await target.close();
      await source.close();
      ok(await opens(from));
    }
  });

  test('where no database answers, or the address is none', async () => {
    const from = await community();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const url = `postgres://someone:hunter2@127.0.0.1:${port}/club`;
    await rejects(move(from, url), (error: Error) => {
      match(
        error.message,
        new RegExp(`^PostgreSQL at 127.0.0.1:${port}/club cannot be used: .*ECONNREFUSED`),
      );
      return !error.message.includes('hunter2');
    });
    await rejects(move(from, 'postgres://nowhere'), /looks like postgres:\/\/user:password@host/);
    ok(await opens(from));
  });
});

describe('a move is taken back', () => {
  test('as long as nothing was written there: then the old place opens, and the new one does not', async () => {
    const [from, to] = [await community(), place()];
    await move(from, to);
    await rejects(undo(from, place()), /There is no community/);
    await undo(from, to);
    ok(await opens(from));
    await rejects(opens(to), /is being filled/);
    const engine = await embeddedEngine({ folder: from });
    await writeHistory(engine, 5, 100);
    const contents = await contentsOf(engine);
    await engine.close();
    await move(from, to);
    const there = await embeddedEngine({ folder: to });
    deepEqual(await contentsOf(there), contents);
    await there.close();
  });

  test('not where something was written since', async () => {
    const [from, to] = [await community(), place()];
    await move(from, to);
    const engine = await embeddedEngine({ folder: to });
    const sent = await writeHistory(engine, 1, 101);
    equal(sent.length, 1);
    await engine.close();
    await rejects(
      undo(from, to),
      /\d+ events were written to .* since, and would be lost\. Move it back instead/,
    );
    ok(await opens(to));
    await rejects(opens(from), /was moved/);
  });

  test('not where nothing was moved', async () => {
    const [from, to] = [await community(), await community()];
    await rejects(undo(from, to), /was not moved away: there is nothing to take back/);
  });
});

withPostgres('PostgreSQL as the other side', () => {
  test('takes a move back, refuses a used database, another master key, and texts that it cannot keep', async (t) => {
    const database = await testDatabase();
    t.after(() => database.drop());
    const from = await community();
    await move(from, database.url);
    await rejects(move(await community(), database.url), /is in use/);
    await undo(from, database.url);
    ok(await opens(from));
    await move(from, database.url);
    const another = { clock, master: () => new Uint8Array(32) };
    await rejects(
      moveStopped(database.url, place(), another),
      /under another master key.*TOUCHLINE_MASTER_KEY/,
    );

    const odd = await community();
    const engine = await embeddedEngine({ folder: odd });
    const data = JSON.stringify({ text: 'x' }).replace('x', '\0');
    const append = {
      stream: 's',
      partitionKey: 's',
      expected: 'any' as const,
      events: [{ type: 'T', schema: 1, data }],
    };
    await engine.events.append({ appends: [append], at: 1, actor: null, meta: null });
    await engine.close();
    const empty = await testDatabase();
    t.after(() => empty.drop());
    await rejects(move(odd, empty.url), /Event \d+ of partition 0 holds a text with NUL/);
    ok(await opens(odd));
  });
});
