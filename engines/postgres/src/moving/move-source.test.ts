import { equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import type { AppendRequest, Engine } from '@touchline/kernel/ports';
import { postgresEngine } from '../index.ts';
import { testDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresMoveSource } from './move-source.ts';

const master = Buffer.alloc(32, 7);
const heldMs = 600;
const clock = systemClock;

const one: AppendRequest = {
  appends: [
    { stream: 'a', partitionKey: 'a', expected: 'any', events: [{ type: 'T', schema: 1, data: '{}' }] },
  ],
  at: 1,
  actor: null,
  meta: null,
};

async function refusedWrites(engine: Engine): Promise<void> {
  const isReadOnly = { code: 'read-only', retryable: true };
  await rejects(engine.events.append(one), isReadOnly);
  await rejects(async () => engine.keys.ensure('ana'), isReadOnly);
  await rejects(engine.keys.destroy('ben'), isReadOnly);
  await rejects(engine.queue.put({ id: 'm', key: 'k', kind: 'mail', body: '{}' }), isReadOnly);
  await rejects(engine.ledger.putDocument('pauses', '{}'), isReadOnly);
  await rejects(
    engine.ledger.commit({ consumer: 'c', changes: [], cursor: { partition: 0, position: 1 } }),
    isReadOnly,
  );
}

withPostgres('writes to a store that is moved', () => {
  async function on(work: (engine: Engine, url: string) => Promise<void>): Promise<void> {
    const made = await testDatabase();
    const engine = await postgresEngine({ database: { url: made.url }, master, keyFreshMs: 50 });
    try {
      await engine.events.append(one);
      await work(engine, made.url);
    } finally {
      await engine.close();
      await made.drop();
    }
  }

  test('wait in every process as long as they are held, and go on when they are let in', () =>
    on(async (engine, url) => {
      const source = await postgresMoveSource({ database: { url }, master, clock, heldMs });
      const hold = await source.hold();
      const until = clock.steady() + 2 * heldMs;
      // It is prolonged: longer than it was first announced for, nothing is let in.
      while (clock.steady() < until) await refusedWrites(engine);
      equal((await engine.events.readStream('a', 1, 'forwards', 10)).length, 1);
      await hold.release();
      equal((await engine.events.append(one)).status, 'appended');
      await source.close();
    }));

  test('are let in by themselves when the process that holds them has died', () =>
    on(async (engine, url) => {
      const source = await postgresMoveSource({ database: { url }, master, clock, heldMs });
      const hold = await source.hold();
      await source.close();
      const until = clock.steady() + 20 * heldMs;
      let isIn = false;
      while (!isIn && clock.steady() < until)
        isIn = await engine.events.append(one).then(
          () => true,
          () => false,
        );
      equal(isIn, true);
      // Who was taken for dead closes nothing any more.
      const mark = { kind: 'moved', community: '', other: 'elsewhere', since: '', heads: [] } as const;
      await rejects(hold.close(mark));
      equal((await engine.events.append(one)).status, 'appended');
    }));

  test('are refused for good when it was moved, and again taken when that was taken back', () =>
    on(async (engine, url) => {
      const source = await postgresMoveSource({ database: { url }, master, clock, heldMs });
      const hold = await source.hold();
      const other = 'a folder';
      await hold.close({ kind: 'moved', community: source.community, other, since: 'now', heads: [1] });
      await hold.release();
      await refusedWrites(engine);
      await rejects(postgresEngine({ database: { url }, master }), /was moved to a folder/);
      await source.unmark();
      equal((await engine.events.append(one)).status, 'appended');
      await source.close();
    }));
});
