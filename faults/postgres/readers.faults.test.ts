import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postgresDatabase } from '../../engines/postgres/src/connection.ts';
import type { Database } from '../../engines/postgres/src/database.ts';
import { batchParameters } from '../../engines/postgres/src/events/batch-parameters.ts';
import { postgresEventStore } from '../../engines/postgres/src/events/event-store.ts';
import { pendingAppend } from '../../engines/postgres/src/events/pending-append.ts';
import { partitionFor } from '@touchline/kernel/engine';
import { testDatabase, testServer, withPostgres } from '@touchline/engine-postgres/testing';
import type { AppendRequest, EventStore } from '@touchline/kernel/ports';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { seeded, sized } from '../run/plan.ts';
import type { Random } from '../run/random.ts';

const partitions = 4;
const writers = 24;
const hourMs = 3_600_000;

type Read = (partition: number, after: number, limit: number) => Promise<number[]>;

/** Writers who roll back and dawdle, beside readers of every partition, on a cluster where another database is busy. */
async function underWriters(
  events: number,
  count: Fired,
  /** Answers how many events it wrote. */
  write: (database: Database, chance: Random) => Promise<number>,
  readOf: (database: Database) => Promise<Read>,
): Promise<void> {
  const server = await testServer();
  const [{ url }, foreign] = [await testDatabase(server), await testDatabase(server)];
  const databases = Array.from({ length: writers + 2 }, () => postgresDatabase({ url, connectionsMax: 2 }));
  const [first, second] = databases;
  assert.ok(first && second);
  const random = seeded('readers of PostgreSQL');
  const reads = [await readOf(first), await readOf(second)];
  // An old transaction anywhere in the cluster holds back whoever reads up to the oldest one that is running.
  const other = postgresDatabase({ url: foreign.url, statementMsMax: hourMs });
  const end = Promise.withResolvers<void>();
  const busy = other.transaction(async (run) => {
    await run('CREATE TABLE busy (n int)');
    await end.promise;
  });

  let left = events;
  let over = false;
  const writing = databases.slice(2).map(async (database) => {
    const chance = random.fork();
    while (left > 0) {
      const written = await write(database, chance);
      left -= written;
    }
  });
  const follow = async (read: Read, partition: number, chance: Random): Promise<number> => {
    for (let position = 0; ;) {
      const last = over;
      const met = await read(partition, position, 1 + chance.below(100));
      for (const one of met)
        assert.equal(
          one,
          ++position,
          `a reader of partition ${partition} went from ${position - 1} to ${one}`,
        );
      count('reads while others wrote', last ? 0 : 1);
      if (last && met.length === 0) return position;
    }
  };
  const following = reads.map((read) =>
    Promise.all(Array.from({ length: partitions }, (_, partition) => follow(read, partition, random.fork()))),
  );
  try {
    await Promise.race([Promise.all(writing), Promise.all(following)]);
    over = true;
    const [one, two] = await Promise.all(following);
    assert.deepEqual(one, two);
    assert.ok((one ?? []).every((met) => met > 0));
  } finally {
    over = true;
    left = 0;
    await Promise.allSettled([...writing, ...following]);
    end.resolve();
    await busy;
    await other.close();
    for (const database of databases) await database.close();
    await server.stop();
  }
}

const request = (chance: Random): AppendRequest => {
  const streams = new Set(Array.from({ length: 1 + chance.below(3) }, () => `door-${chance.below(500)}`));
  const appends = [...streams].map((stream) => ({
    stream,
    partitionKey: stream,
    expected: 'any' as const,
    events: Array.from({ length: 1 + chance.below(9) }, () => ({ type: 'Opened', schema: 1, data: '{}' })),
  }));
  return { appends, at: 0, actor: null, meta: null };
};

/** The locked half of an append in a transaction that takes its time, and may end in nothing. */
async function slowly(
  database: Database,
  asked: AppendRequest,
  chance: Random,
  rollBack: boolean,
): Promise<void> {
  const pending = pendingAppend(asked, 'timed', { resolve: () => {}, reject: () => {} });
  const homeOf = (_: string, key: string): number => partitionFor(key, partitions);
  const { parameters } = batchParameters([pending], homeOf, (bytes) => Buffer.allocUnsafe(bytes));
  const undone = new Error('undone');
  await database
    .transaction(async (run) => {
      await run(`SELECT touchline.append_batch(${parameters.map((_, i) => `$${i + 1}`).join()})`, parameters);
      await run('SELECT pg_sleep($1)', [chance.below(10) / 1000]);
      if (rollBack) throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
}

withPostgres('readers of PostgreSQL', () => {
  const stores = new Map<Database, Promise<EventStore>>();
  const storeOn = (database: Database): Promise<EventStore> => {
    let store = stores.get(database);
    if (!store) stores.set(database, (store = postgresEventStore({ database, partitions })));
    return store;
  };

  test('INV-04: readers among 24 writers, a tenth of whom roll back, meet no gap and nothing late', async () => {
    const count = fired('readers of PostgreSQL');
    await underWriters(
      sized(15_000, 1_000_000),
      count,
      async (database, chance) => {
        const tenth = chance.below(10);
        const asked = request(chance);
        const events = asked.appends.reduce((sum, one) => sum + one.events.length, 0);
        if (tenth < 2) {
          await slowly(database, asked, chance, tenth === 0);
          count(tenth === 0 ? 'transactions rolled back' : 'slow transactions');
        } else {
          const result = await (await storeOn(database)).append(asked);
          assert.equal(result.status, 'appended');
          count('appends');
        }
        if (tenth !== 0) count('events', events);
        return tenth === 0 ? 0 : events;
      },
      async (database) => {
        const store = await storeOn(database);
        return async (partition, after, limit) => {
          let { events } = await store.readPartition(partition, after, limit);
          // What other processes wrote a moment ago may be missing from a look, but not from the heads.
          if (events.length === 0 && (await store.heads())[partition] !== after)
            ({ events } = await store.readPartition(partition, after, limit));
          return events.map(({ position }) => position);
        };
      },
    );
    count.report(
      'reads while others wrote',
      'transactions rolled back',
      'slow transactions',
      'appends',
      'events',
    );
  });

  test('sabotage “positions from a sequence” does not survive the readers', async () => {
    const tables = Array.from(
      { length: partitions },
      (_, n) => `CREATE TABLE IF NOT EXISTS naive_${n} (position bigserial PRIMARY KEY)`,
    );
    const naive = (): Promise<void> =>
      underWriters(
        1000,
        fired('naive'),
        (database, chance) =>
          database.transaction(async (run) => {
            await run(`INSERT INTO naive_${chance.below(partitions)} DEFAULT VALUES`);
            await run('SELECT pg_sleep($1)', [chance.below(10) / 1000]);
            return 1;
          }),
        async (database) => {
          await database.write(tables.join(';'));
          return async (partition, after, limit) =>
            (
              await database.read<[number]>(
                `SELECT position FROM naive_${partition} WHERE position > $1 ORDER BY position LIMIT $2`,
                [after, limit],
              )
            ).flat();
        },
      );
    await isCaught('positions from a sequence', /a reader of partition \d+ went from/, naive);
  });
});
