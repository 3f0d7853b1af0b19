import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { redisBinary, redisServer } from '@touchline/engine-redis/testing';
import { statement, testDatabase, testServer, withPostgres } from '@touchline/engine-postgres/testing';
import { postgresDatabase } from '../../engines/postgres/src/connection.ts';
import type { Database } from '../../engines/postgres/src/database.ts';
import { postgresEventStore } from '../../engines/postgres/src/events/event-store.ts';
import { assertLog } from '../crash/assert-log.ts';
import { caller } from '../crash/call.ts';
import { community, type Community } from '../crash/community.ts';
import { askAgain, assertVisible, load } from '../crash/load.ts';
import { fired, type Fired } from '../run/fired.ts';
import type { LogRow } from '../run/log-rows.ts';
import { seeded, sized } from '../run/plan.ts';
import type { Random } from '../run/random.ts';
import { inScratch } from '../run/scratch.ts';
import { leaseRows, type LeaseRows } from './lease-rows.ts';
import { touchlineProcess, type TouchlineProcess } from './touchline-process.ts';

const takeoverSMax = 10;
const answersBetween = 150;
const wishesAfter = 400;

interface House {
  readonly leases: LeaseRows;
  readonly inside: Community;
  readonly random: Random;
  readonly count: Fired;
}

withPostgres('two processes on one database, one of them killed under load', () => {
  test('nothing that was answered is lost, nothing is applied twice, and the work goes on within ten seconds', () =>
    inScratch(async (scratch) => {
      const count = fired('two processes');
      const random = seeded('two processes');
      const server = await testServer();
      const { url } = await testDatabase(server);
      const redis = redisBinary() === undefined ? undefined : await redisServer();
      const database = postgresDatabase({ url, connectionsMax: 3 });
      let lives = 0;
      const start = (): Promise<TouchlineProcess> =>
        touchlineProcess(join(scratch, `life${++lives}`), url, redis?.url);
      const running = new Set<TouchlineProcess>();
      try {
        let [victim, other] = [await start(), await start()];
        running.add(victim).add(other);
        const call = caller(other);
        const inside = await community(call, random);
        call.close();
        const house = { leases: leaseRows(database), inside, random, count };
        for (let kill = 1; kill <= sized(2, 30); kill++) {
          await house.leases.spreadOver(2);
          await killed(victim, other, house);
          running.delete(victim);
          const next = await start();
          running.add(next);
          await assertAll(other, database, house);
          // The one that took over is the next to go.
          [victim, other] = [other, next];
        }
        for (let stall = 1; stall <= sized(1, 10); stall++) {
          await house.leases.spreadOver(2);
          await frozen(victim, other, house);
          await assertAll(other, database, house);
          [victim, other] = [other, victim];
        }
        const spreadS = await house.leases.spreadOver(2);
        console.log(`ℹ spread again over two after ${spreadS.toFixed(1)} s`);
        await assertFolds(other, house);
        await assertDamageIsFound(url, other);
        count('answered commands', inside.acknowledged.length);
        count.report(
          'kills under load',
          'processes that stood still under load',
          'works taken over',
          'unknown outcomes asked again',
          'reads with a token',
          'views that are the fold of the log',
        );
      } finally {
        for (const one of running) await one.kill();
        await database.close();
        await redis?.kill();
        await server.stop();
      }
    }));
});

/** Kills one of two under load; the other goes on, and takes over. */
async function killed(
  victim: TouchlineProcess,
  other: TouchlineProcess,
  { leases, inside, random, count }: House,
): Promise<void> {
  const [dying, living] = [caller(victim), caller(other)];
  const member = await leases.memberOf(victim.pid);
  const target = inside.acknowledged.length + answersBetween;
  const loads = [
    load(dying, inside, random.fork(), count),
    load(living, inside, random.fork(), count, wishesAfter),
  ];
  const answering = Promise.all(loads);
  answering.catch(() => undefined);
  while (inside.acknowledged.length < target) await new Promise(setImmediate);
  const works = (await leases.held()).get(member) ?? 0;
  await victim.kill();
  const { s, sinceHeardS } = await leases.lost(member);
  count('kills under load');
  count('works taken over', works);
  console.log(
    `ℹ ${works} works taken over ${s.toFixed(1)} s after the kill, ${sinceHeardS.toFixed(1)} s after the last beat`,
  );
  assert.ok(works > 0, 'the killed process did a part of the work');
  assert.ok(s < takeoverSMax, `${s} s by the clock of the leases`);
  await answering;
  dying.close();
  living.close();
}

/** INV-13: one of two stands still under load until the other has its work, then goes on as if nothing had been. */
async function frozen(
  victim: TouchlineProcess,
  other: TouchlineProcess,
  { leases, inside, random, count }: House,
): Promise<void> {
  const calls = [caller(victim), caller(other)];
  const member = await leases.memberOf(victim.pid);
  const target = inside.acknowledged.length + answersBetween;
  const answering = Promise.all(calls.map((call) => load(call, inside, random.fork(), count, wishesAfter)));
  answering.catch(() => undefined);
  while (inside.acknowledged.length < target) await new Promise(setImmediate);
  victim.freeze();
  const { s } = await leases.lost(member);
  victim.thaw();
  count('processes that stood still under load');
  console.log(`ℹ its work was taken over after it had stood still for ${s.toFixed(1)} s`);
  assert.ok(s < takeoverSMax, `${s} s by the clock of the leases`);
  await answering;
  for (const call of calls) call.close();
}

/** What was asked and not answered is asked again, and changes nothing where it had been done. */
async function assertAll(
  at: TouchlineProcess,
  database: Database,
  { inside, random, count }: House,
): Promise<void> {
  const call = caller(at);
  await askAgain(call, inside, random, count);
  assertLog(await rowsOf(database), inside);
  for (let i = 0; i < 20; i++)
    await assertVisible(call, inside, random.pick(inside.acknowledged), random, count);
  call.close();
}

/** INV-05: every view is built anew beside itself and compared, row by row. */
async function assertFolds(at: TouchlineProcess, { count }: House): Promise<void> {
  const built = await rebuilt(at, 'all');
  assert.deepEqual(
    built.filter(({ finding }) => finding !== undefined),
    [],
  );
  count('views that are the fold of the log', built.length);
}

/** The comparison can fail: a row that was changed behind everyone's back is found. */
async function assertDamageIsFound(url: string, at: TouchlineProcess): Promise<void> {
  const schema = 'touchline_views_posts';
  const [table] = await statement(
    url,
    `SELECT tablename FROM pg_tables WHERE schemaname = '${schema}' AND tablename LIKE 'rows_post_v%' ORDER BY 1 DESC`,
  );
  const rows = `${schema}.${String(table?.['tablename'])}`;
  await statement(url, `DELETE FROM ${rows} WHERE key = (SELECT max(key) FROM ${rows})`);
  const [post] = await rebuilt(at, 'posts/post');
  assert.match(post?.finding ?? '', /1/);
}

interface Rebuilt {
  readonly target: string;
  readonly finding?: string;
}

async function rebuilt(at: TouchlineProcess, target: string): Promise<readonly Rebuilt[]> {
  const call = caller(at);
  const { body } = await call({ method: 'POST', path: '/v1/operator/rebuilds', body: { target } });
  call.close();
  const lines = String(body).trim().split('\n');
  const last = JSON.parse(lines.at(-1) ?? '{}') as { kind: string; rebuilt: readonly Rebuilt[] };
  assert.equal(last.kind, 'done', String(body));
  return last.rebuilt;
}

async function rowsOf(database: Database): Promise<LogRow[]> {
  const store = await postgresEventStore({ database });
  const rows: LogRow[] = [];
  for (let partition = 0; partition < store.partitions; partition++)
    for (let after = 0; ;) {
      const { events, position } = await store.readPartition(partition, after, 1000);
      rows.push(...events);
      if (position === after) break;
      after = position;
    }
  await store.close();
  return rows;
}
