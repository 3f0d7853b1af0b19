import { equal, ok, rejects } from 'node:assert/strict';
import { kill } from 'node:process';
import { test } from 'node:test';
import pg from 'pg';
import { Fault } from '@touchline/kernel';
import type { ViewStore } from '@touchline/kernel/ports';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresViewStore } from './view-store.ts';

const table = { id: 'counts', indexes: [], search: false };
const recoveryMsMax = 30_000;
const last = (n: number): string | undefined => (n === 0 ? undefined : `commit ${n}`);

const write = (store: ViewStore, n: number, lax: boolean): Promise<void> =>
  store.commit({
    consumer: 'c',
    turn: { id: `commit ${n}`, after: last(n - 1) },
    cursor: { partition: 0, position: n },
    changes: [{ table, rows: [{ key: 'n', row: String(n), added: [], removed: [] }] }],
    lax,
  });

/**
 * The whole server starts anew when one of its processes is killed; what it had not written down is gone. Until it has
 * ended all of them it may still answer: it is down when a connection that was left alone ends.
 */
async function crash(url: string, database: Database): Promise<void> {
  const other = new pg.Client({ connectionString: url });
  other.on('error', () => undefined);
  await other.connect();
  const isDown = new Promise((resolve) => other.once('end', resolve));
  const [[pid] = []] = await database.read<[number]>('SELECT pg_backend_pid()');
  kill(Number(pid), 'SIGKILL');
  await isDown;
}

/** Asks until the server has recovered. */
async function onceRecovered<T>(work: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + recoveryMsMax; performance.now() < deadline;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault) || !error.retryable) throw error;
    }
  return work();
}

withPostgres('commits that need not reach the disk', () => {
  test('VW38: a crash of the server takes back some of the lax commits at the end and nothing before; who goes on is told', async (t) => {
    const { url } = await testDatabase();
    const database = postgresDatabase({ url });
    const store = await postgresViewStore(database, 'views');
    await store.open(table);
    let n = 0;
    let lost = 0;
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 20; i++) await write(store, ++n, true);
      await write(store, ++n, false);
      const kept = n;
      for (let i = 0; i < 20; i++) await write(store, ++n, true);
      await crash(url, database);
      const [stands] = await onceRecovered(async () => store.cursors('c', 1));
      ok(stands !== undefined && stands >= kept && stands <= n, `${kept} ≤ ${stands} ≤ ${n}`);
      equal(await store.lastCommit('c'), last(stands));
      equal((await store.read(table, ['n']))[0], String(stands));
      if (stands < n) {
        lost++;
        await rejects(write(store, n + 1, false), { code: 'contention' });
      }
      n = stands;
    }
    t.diagnostic(`${lost} of 2 crashes took something back`);
    ok(lost > 0);
    await database.close();
  });
});
