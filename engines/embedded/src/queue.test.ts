import { deepStrictEqual, equal, match, rejects, throws } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { systemClock, type Clock, type Fault } from '@touchline/kernel';
import { queueLimits } from '@touchline/kernel/ports';
import { manualClock } from '@touchline/kernel/testing';
import { queueCommits } from './queue-commit.ts';
import { sqliteQueue } from './queue.ts';

const message = (id: string) => ({ id, key: id, kind: 'mail', body: '{}' });

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-queue-'));
  try {
    await work(join(folder, 'queue.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('QU2: after 30 days a finished id is forgotten, so that the memory of ids is bounded', () =>
  inFolder(async (path) => {
    const clock = manualClock();
    const queue = sqliteQueue(path, clock);
    await queue.put(message('old'));
    await queue.done('old');
    clock.advance(queueLimits.rememberMs + 1);
    await queue.put(message('new'));
    await queue.done('new');
    await queue.put(message('old'));
    deepStrictEqual(await queue.size(), { open: 1, dead: 0 });
    await queue.close();
  }));

test('QU4: who had taken a message is gone with the process, so a restart gives it out at once', () =>
  inFolder(async (path) => {
    const queue = sqliteQueue(path, manualClock());
    await queue.put(message('a'));
    await queue.take(1, 3_600_000);
    await queue.close();
    const again = sqliteQueue(path, manualClock());
    deepStrictEqual(
      (await again.take(1, 1)).map(({ attempts }) => attempts),
      [2],
    );
    await again.close();
  }));

test('QU9: a full queue sheds what is new and goes on with what it has', () =>
  inFolder(async (path) => {
    const queue = sqliteQueue(path, manualClock(), { openMax: 2 });
    const puts = await Promise.allSettled(['a', 'b', 'c'].map((id) => queue.put(message(id))));
    deepStrictEqual(
      puts.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected'],
    );
    await rejects(queue.put(message('d')), { code: 'overloaded', retryable: true });
    await queue.put(message('a'));
    await queue.done('a');
    await queue.put(message('d'));
    deepStrictEqual(await queue.size(), { open: 2, dead: 0 });
    await queue.close();
  }));

test('a damaged queue is reported, not emptied', () =>
  inFolder(async (path) => {
    await writeFile(path, 'not a database'.repeat(1000));
    throws(() => sqliteQueue(path, systemClock), { code: 'corrupt', message: /damaged\. Restore it/ });
  }));

test('a queue that is open elsewhere, or was written by a later version, is named', () =>
  inFolder(async (path) => {
    const queue = sqliteQueue(path, systemClock);
    throws(() => sqliteQueue(path, systemClock), { message: /open in another process/ });
    await queue.close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    throws(() => sqliteQueue(path, systemClock), { message: /has layout 99/ });
  }));

test('after close every call is a fault; what was asked for before is done', () =>
  inFolder(async (path) => {
    const queue = sqliteQueue(path, systemClock);
    const asked = queue.put(message('a'));
    await queue.close();
    await asked;
    await rejects(queue.put(message('b')), { code: 'closed' });
    await queue.close();
  }));

/** A queue's writer on a database whose next commit fails as told. */
async function failing(
  error: object,
  work: (commits: ReturnType<typeof queueCommits>, told: Fault[]) => Promise<void>,
): Promise<void> {
  const database = new DatabaseSync(':memory:');
  const told: Fault[] = [];
  const broken = new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'prepare') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return (sql: string) =>
        sql === 'COMMIT' ? { run: () => { throw Object.assign(new Error('disk'), error); } } : database.prepare(sql); // prettier-ignore
    },
  });
  const clock: Clock = manualClock();
  await work(
    queueCommits(broken, 'queue.db', clock, { open: 0, dead: 0 }, (fault) => told.push(fault)),
    told,
  );
  database.close();
}

test('a flush that fails is an unknown outcome, is told once, and is never tried again', () =>
  failing({ errcode: 1034 }, async (written, told) => {
    await rejects(
      written(() => 1),
      { code: 'outcome-unknown' },
    );
    await rejects(
      written(() => 1),
      { code: 'outcome-unknown' },
    );
    equal(told.length, 1);
    match(told[0]?.message ?? '', /known after a restart/);
  }));

test('a call that fails half-way takes back its own writes and none of its neighbours', async () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE t (n)');
  const size = { open: 0, dead: 0 };
  const written = queueCommits(database, 'queue.db', manualClock(), size);
  const insert = (n: number): void => {
    database.exec(`INSERT INTO t VALUES (${n})`);
    size.open += 1;
    if (n === 2) throw new Error('half-way');
  };
  await Promise.allSettled([1, 2, 3].map((n) => written(() => insert(n))));
  deepStrictEqual(
    database
      .prepare('SELECT n FROM t')
      .all()
      .map(({ n }) => n),
    [1, 3],
  );
  equal(size.open, 2);
  database.close();
});

test('a full disk is said so, and the queue goes on', () =>
  failing({ errcode: 13 }, async (written, told) => {
    await rejects(
      written(() => 1),
      { code: 'storage-full' },
    );
    await rejects(
      written(() => 1),
      { code: 'storage-full' },
    );
    equal(told.length, 0);
  }));

test('too many calls at once are shed', () =>
  inFolder(async (path) => {
    const queue = sqliteQueue(path, systemClock);
    const calls = Array.from({ length: 10_050 }, () => queue.done('nothing'));
    const results = await Promise.allSettled(calls);
    equal(results.filter(({ status }) => status === 'rejected').length, 50);
    await queue.close();
  }));
