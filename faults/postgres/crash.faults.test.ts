import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postgresDatabase } from '../../engines/postgres/src/connection.ts';
import { postgresEventStore } from '../../engines/postgres/src/events/event-store.ts';
import { testDatabase, testServer, withPostgres } from '@touchline/engine-postgres/testing';
import type { EventStore } from '@touchline/kernel/ports';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { seeded, sized } from '../run/plan.ts';
import { assertOnce } from './assert-once.ts';
import { crashLoad, type Told } from './crash-load.ts';

const processes = 3;
const answersBetween = 200;

/** Cuts the power of the server again and again while others write and read, then looks at what is left. */
async function underCrashes(crashes: number, count: Fired, sabotage?: string): Promise<void> {
  const server = await testServer();
  const { url } = await testDatabase(server);
  const databases = Array.from({ length: processes + 1 }, () =>
    postgresDatabase({ url, connectMsMax: 2000 }),
  );
  const [beside] = databases;
  assert.ok(beside);
  const open = (database: typeof beside): Promise<EventStore> =>
    postgresEventStore({ database, partitions: 4 });
  const stores = await Promise.all(databases.slice(1).map(open));
  // PostgreSQL's own writer of the log must not flush by chance what nobody waited for.
  await beside.write(`ALTER SYSTEM SET wal_writer_delay = '10s'`);
  await beside.write('SELECT pg_reload_conf()');
  if (sabotage) await beside.write(sabotage);

  const told: Told = { answered: new Map(), unknown: new Set(), seen: new Map() };
  const random = seeded('power cuts of PostgreSQL');
  const ending = new AbortController();
  const over = (): boolean => ending.signal.aborted;
  const load = Promise.all(
    stores.map((store) => crashLoad(store, { told, random: random.fork(), count, over })),
  );
  load.catch(() => ending.abort());
  for (let crash = 1; crash <= crashes && !over(); crash++) {
    const target = told.answered.size + answersBetween;
    while (told.answered.size < target && !over()) await new Promise(setImmediate);
    await server.crash();
    count('power cuts');
  }
  ending.abort();
  try {
    await load;
    await assertOnce(await open(beside), told);
  } finally {
    for (const store of stores) await store.close();
    for (const database of databases) await database.close();
    await server.stop();
  }
}

withPostgres('power cuts of PostgreSQL', () => {
  test('INV-01, INV-02, INV-04: what was answered or seen is there after power cuts, once', async () => {
    const count = fired('power cuts of PostgreSQL');
    await underCrashes(sized(3, 200), count);
    count.report('power cuts', 'appends answered', 'events seen');
  });

  test('sabotage “answers do not wait for the disk” does not survive the power cuts', async () => {
    const careless =
      'CREATE OR REPLACE PROCEDURE touchline.settle(positions bigint[] DEFAULT NULL) LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$';
    await isCaught(
      'answers do not wait for the disk',
      /is damaged|is lost|has changed|met \d|now ends at/,
      () => underCrashes(3, fired('no wait'), careless),
    );
  });
});
