import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { Queue } from '@touchline/kernel/ports';
import { manualClock } from '@touchline/kernel/testing';
import type { Database } from '../database.ts';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresQueue } from './queue.ts';

const schema = 'queue';
const minute = 60_000;

interface Process {
  readonly queue: Queue;
  pass(ms: number): void;
}

async function start(database: Database): Promise<Process> {
  const clock = manualClock();
  return { queue: await postgresQueue({ database, schema, clock }), pass: clock.advance };
}

/** From now on the clock of the server says so. */
const jump = (database: Database, by: string): Promise<unknown> =>
  database.write(`CREATE OR REPLACE FUNCTION ${schema}.server_time() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT (extract(epoch FROM clock_timestamp() + interval '${by}') * 1000)::bigint $$`);

const put = async ({ queue }: Process, id: string, key = id): Promise<void> =>
  queue.put({ id, key, kind: 'mail', body: '{}' });

const taken = async ({ queue }: Process): Promise<string[]> =>
  (await queue.take(10, minute)).map(({ id }) => id);

withPostgres('the time of the queue in several processes', () => {
  for (const by of ['1 hour', '-1 hour'])
    test(`QU3, QU4, QU10: the clock of the server jumps by ${by} between two starts: a message is out once`, () =>
      onDatabase(async (open) => {
        const one = await start(open());
        await put(one, 'a1', 'a');
        await put(one, 'a2', 'a');
        deepEqual(await taken(one), ['a1']);
        await jump(open(), by);
        one.pass(1000);
        deepEqual(await taken(one), []);
        const two = await start(open());
        deepEqual(await taken(two), [], 'taken a moment ago, for a minute');
        for (const each of [one, two]) each.pass(minute - 2000);
        deepEqual(await taken(two), []);
        for (const each of [one, two]) each.pass(2000);
        deepEqual(await taken(two), ['a1']);
        deepEqual(await taken(one), []);
      }));

  test('QU10: what is put by a process that began with a jump nobody had noticed is not held back', () =>
    onDatabase(async (open) => {
      const one = await start(open());
      await put(one, 'a');
      await jump(open(), '1 hour');
      const two = await start(open());
      await put(two, 'b');
      one.pass(1000);
      deepEqual(await taken(one), ['a', 'b']);
      await put(two, 'c');
      two.pass(1000);
      deepEqual(await taken(two), ['c'], 'and follows once it was noticed');
      for (const each of [one, two]) each.pass(1000);
      await put(one, 'd');
      deepEqual(await taken(two), ['d']);
    }));
});
