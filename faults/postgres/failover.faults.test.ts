import { test } from 'node:test';
import { postgresDatabase } from '../../engines/postgres/src/connection.ts';
import { postgresEventStore } from '../../engines/postgres/src/events/event-store.ts';
import { statement, testDatabase, testServer, withPostgres } from '@touchline/engine-postgres/testing';
import { tcpProxy } from '@touchline/engine-redis/testing';
import type { EventStore } from '@touchline/kernel/ports';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { seeded, sized } from '../run/plan.ts';
import { assertOnce } from './assert-once.ts';
import { retryingLoad, type RetryingLoad } from './retrying-load.ts';

const processes = 2;
const answersBetween = 300;
const looksMax = 600;

/**
 * Kills the primary again and again under load, and promotes its standby. `careless`: nobody waits for the standby, which
 * hears nothing more from some moment on.
 */
async function underFailovers(failovers: number, count: Fired, careless = false): Promise<void> {
  const server = await testServer();
  const { url } = await testDatabase(server);
  const database = new URL(url).pathname.slice(1);
  const clients = await tcpProxy(Number(new URL(url).port));
  const replication = await tcpProxy(Number(new URL(url).port));
  const far = new URL(url);
  far.port = String(clients.port);
  const databases = Array.from({ length: processes }, () =>
    postgresDatabase({ url: far.href, connectMsMax: 2000 }),
  );
  const stores = await Promise.all(
    databases.map((one): Promise<EventStore> => postgresEventStore({ database: one, partitions: 4 })),
  );
  const random = seeded('failovers');
  const ending = new AbortController();
  const over = (): boolean => ending.signal.aborted;
  const answered: RetryingLoad['answered'] = new Map();
  const until = async (answers: number): Promise<void> => {
    const target = answered.size + answers;
    while (answered.size < target && !over()) await new Promise(setImmediate);
  };
  let primary = url;
  await server.standby(replication.port);
  await synchronous(primary, careless);
  const load = Promise.all(
    stores.map((store) =>
      retryingLoad(store, { answered, random: random.fork(), count, over, idOf: (id) => id }),
    ),
  );
  load.catch(() => ending.abort());
  try {
    for (let failover = 1; failover <= failovers && !over(); failover++) {
      await until(answersBetween + random.below(answersBetween));
      if (careless) replication.set('black-hole');
      if (careless) await until(answersBetween);
      primary = (await server.promote())(database);
      const port = Number(new URL(primary).port);
      replication.cut();
      replication.set('open');
      await promoted(primary);
      clients.aim(port);
      clients.cut();
      count('failovers');
      if (failover === failovers) break;
      replication.aim(port);
      await server.standby(replication.port);
      await synchronous(primary, careless);
    }
    // Nobody is left to wait for.
    await settings(primary, `synchronous_standby_names = ''`);
    ending.abort();
    await load;
    // One that has seen nothing of it: those that have notice by themselves when the log goes back.
    const fresh = postgresDatabase({ url: primary });
    databases.push(fresh);
    stores.push(await postgresEventStore({ database: fresh, partitions: 4 }));
    await assertOnce(stores.at(-1) as EventStore, { answered });
  } finally {
    ending.abort();
    for (const store of stores) await store.close();
    for (const one of databases) await one.close();
    for (const proxy of [clients, replication]) await proxy.close();
    await server.stop();
  }
}

/** From here on an answered commit is on the standby's disk, too. */
async function synchronous(primary: string, careless: boolean): Promise<void> {
  await settings(primary, `synchronous_standby_names = '${careless ? '' : '*'}'`);
  await soon(
    primary,
    `SELECT count(*) = 1 AS done FROM pg_stat_replication
     WHERE state = 'streaming' AND sync_state = '${careless ? 'async' : 'sync'}'`,
  );
}

async function settings(at: string, setting: string): Promise<void> {
  await statement(at, `ALTER SYSTEM SET ${setting}`);
  await statement(at, 'SELECT pg_reload_conf()');
}

const promoted = (at: string): Promise<void> => soon(at, 'SELECT NOT pg_is_in_recovery() AS done');

/** The database waits between two looks. */
async function soon(at: string, question: string): Promise<void> {
  for (let look = 0; look < looksMax; look++) {
    const [row] = await statement(at, question);
    if (row?.['done'] === true) return;
    await statement(at, 'SELECT pg_sleep(0.05)');
  }
  throw new Error(`After ${looksMax} looks it was not so: ${question}`);
}

withPostgres('a primary that is killed and a standby that takes its place', () => {
  test('INV-01, INV-02: with synchronous_standby_names nothing that was answered is lost, and all is there once', async () => {
    const count = fired('failovers');
    await underFailovers(sized(2, 20), count);
    count.report('failovers', 'appends answered');
  });

  test('sabotage “nobody waits for the standby” does not survive a failover', async () => {
    const count = fired('nobody waits for the standby');
    await isCaught('nobody waits for the standby', /is lost|is damaged|now ends at/, () =>
      underFailovers(1, count, true),
    );
  });
});
