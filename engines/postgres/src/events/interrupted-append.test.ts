import { equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import type { AppendRequest } from '@touchline/kernel/ports';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresEventStore } from './event-store.ts';

/** By which procedure what is expected is written. */
const procedures = { append_plain_after: 'no-stream', append: 'any' } as const;

const request = (expected: AppendRequest['appends'][number]['expected']): AppendRequest => ({
  appends: [
    { stream: 'door', partitionKey: 'door', expected, events: [{ type: 'Opened', schema: 1, data: '{}' }] },
  ],
  at: 1,
  actor: null,
  meta: null,
});

withPostgres('an append that is interrupted', () => {
  for (const [procedure, expected] of Object.entries(procedures)) {
    test(`ES15: between its two commits it is not called unwritten (${procedure})`, () =>
      onDatabase(async (open) => {
        const database = open();
        const store = await postgresEventStore({ database, partitions: 1 });
        // The second commit is not even begun.
        await database.write('ALTER PROCEDURE touchline.settle(bigint[]) RENAME TO settle_no_more');
        await rejects(store.append(request(expected)), { code: 'outcome-unknown' });
        equal((await database.read(`SELECT FROM touchline.events`)).length, 1);
        await store.close();
      }));

    test(`ES4: before the first commit nothing was written, and it says so (${procedure})`, () =>
      onDatabase(async (open) => {
        const database = open();
        const store = await postgresEventStore({ database: open(), partitions: 1 });
        await database.transaction(async (run) => {
          await run('SELECT FROM touchline.partitions FOR UPDATE');
          const refused = rejects(store.append(request(expected)), { code: 'overloaded' });
          const cancel = `SELECT pg_cancel_backend(pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE a.datname = current_database() AND NOT granted`;
          while ((await database.read(cancel)).length === 0);
          await refused;
        });
        equal((await store.readStream('door', 1, 'forwards', 10)).length, 0);
        await store.close();
      }));

    test(`what the server refuses before it runs anything was not written (${procedure})`, () =>
      onDatabase(async (open) => {
        const database = open();
        const store = await postgresEventStore({ database, partitions: 1 });
        await database.write(`DROP PROCEDURE touchline.${procedure}`);
        await rejects(store.append(request(expected)), { code: 'internal', message: /does not exist/ });
        await store.close();
      }));
  }
});
