import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import type { AppendRequest, EventStore } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresEventStore } from './event-store.ts';

const request: AppendRequest = {
  command: { id: 'one', fingerprint: 'print' },
  appends: [
    {
      stream: 'door-a',
      partitionKey: 'door-a',
      expected: 'any',
      events: [{ type: 'Opened', schema: 1, data: '{}' }],
    },
  ],
  at: 1,
  actor: null,
  meta: null,
};

/** Lets nothing be flushed while `work` runs: whoever waits for the disk waits for a lock instead. */
async function whileTheDiskStands(database: Database, work: () => Promise<void>): Promise<void> {
  await database.write(`ALTER PROCEDURE touchline.settle(bigint[]) RENAME TO settle_really`);
  await database.write(`CREATE PROCEDURE touchline.settle(positions bigint[] DEFAULT NULL) LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(1); COMMIT; CALL touchline.settle_really(positions); END $$`);
  await database.transaction(async (run) => {
    await run('SELECT pg_advisory_xact_lock(1)');
    await work();
  });
}

async function waiting(database: Database, least: number): Promise<void> {
  for (let looks = 0; looks < 10_000; looks++) {
    const [[count] = [0]] = await database.read<[number]>(
      `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
    );
    if (count >= least) return;
  }
  throw new Error(`Fewer than ${least} wait for the disk.`);
}

withPostgres('reads of what the disk does not have yet', () => {
  const reads: Record<string, (store: EventStore) => Promise<unknown>> = {
    readPartition: async (store) => (await store.readPartition(0, 0, 10)).events.length,
    readStream: async (store) => (await store.readStream('door-a', 1, 'forwards', 10)).length,
    heads: async (store) => (await store.heads())[0],
    findCommand: async (store) => (await store.findCommand('one'))?.written.length,
    'append with the same id': async (store) => (await store.append(request)).status,
  };
  for (const [name, read] of Object.entries(reads))
    test(`ES1, ES7: ${name} answers in another process only when it is there for good`, () =>
      onDatabase(async (open) => {
        const database = open();
        const one = await postgresEventStore({ database: open(), partitions: 1 });
        const two = await postgresEventStore({ database: open(), partitions: 1 });
        let written: Promise<unknown> | undefined;
        let found: Promise<unknown> | undefined;
        let over = false;
        await whileTheDiskStands(database, async () => {
          written = one.append(request).then(() => over);
          await waiting(database, 1);
          const [[committed] = [0]] = await database.read<[number]>('SELECT count(*) FROM touchline.events');
          equal(committed, 1, 'the database shows it already');
          found = read(two).then((answer) => {
            ok(over, `${name} answered ${JSON.stringify(answer)} before the disk had it`);
            return answer;
          });
          found.catch(() => undefined);
          await waiting(database, 2);
          over = true;
        });
        equal(await written, true);
        deepEqual(await found, name.startsWith('append') ? 'repeated' : 1);
        await Promise.all([one.close(), two.close()]);
      }));

  test('ES7: where the wait for a standby was cancelled nobody is shown what it may not have', () =>
    onDatabase(async (open) => {
      const database = open();
      const store = await postgresEventStore({ database, partitions: 1 });
      const beside = await postgresEventStore({ database: open(), partitions: 1 });
      const settling = (by: string): Promise<unknown> =>
        database.write(`CREATE OR REPLACE PROCEDURE touchline.settle(positions bigint[] DEFAULT NULL)
          LANGUAGE plpgsql AS $$ BEGIN ${by}; END $$`);
      // That is how PostgreSQL says that it stopped waiting.
      await settling(`RAISE WARNING 'canceling wait for synchronous replication due to user request'`);
      await rejects(store.append({ ...request, command: undefined }), { code: 'outcome-unknown' });
      await rejects(beside.heads(), { code: 'overloaded' });
      await rejects(beside.readStream('door-a', 1, 'forwards', 10), { code: 'overloaded' });
      await settling('NULL');
      deepEqual(await beside.heads(), [1]);
      await Promise.all([store.close(), beside.close()]);
    }));
});
