import { equal, ok } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import type { Cache } from '@touchline/kernel/ports';
import fc from 'fast-check';
import { redisCache } from './cache.ts';
import { redisLine, type RedisLine } from './redis-line.ts';
import { redisServer, type RedisServer } from './testing/redis-server.ts';
import { withRedis } from './testing/with-redis.ts';

withRedis('a cache that processes share', () => {
  let server: RedisServer;
  let line: RedisLine;
  before(async () => {
    server = await redisServer();
    line = await new Promise((resolve) => {
      const opened: RedisLine = redisLine({
        url: server.url,
        clock: systemClock,
        answerMsMax: 10_000,
        onState: () => resolve(opened),
      });
    });
  });
  after(async () => {
    line.close();
    await server.kill();
  });

  type Fate = 'heard' | 'lost' | 'late' | 'unanswered';

  /** A process's line on which a script may get lost, come late, or lose its answer. */
  function unsure(fate: () => Fate): { line: RedisLine; lateOnes: (() => Promise<unknown>)[] } {
    const lateOnes: (() => Promise<unknown>)[] = [];
    const run: RedisLine['run'] = async (...call) => {
      const its = fate();
      if (its === 'heard') return line.run(...call);
      if (its === 'late') lateOnes.push(() => line.run(...call));
      if (its === 'unanswered') await line.run(...call);
      return undefined;
    };
    return { line: { ...line, run }, lateOnes };
  }

  const step = fc.record({
    what: fc.constantFrom(
      'commit',
      'commit',
      'commit',
      'read',
      'read',
      'read',
      'remember',
      'move',
      'aside',
      'flush',
      'late',
      'clear',
    ),
    fate: fc.constantFrom<Fate>('heard', 'heard', 'heard', 'lost', 'late', 'unanswered'),
    keys: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    behind: fc.nat(3),
  });

  test('CA7: whatever is lost, late, flushed or told by another, a value is as new as the reader asks, or is not there', async () => {
    let hits = 0;
    let losses = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      let fate: Fate = 'heard';
      const prefix = randomBytes(6).toString('hex');
      const processes = [0, 1].map(() => unsure(() => fate));
      const caches: Cache[] = processes.map((one) => redisCache(one.line, prefix));
      let owner = 0;
      /** What the rows were at each revision. */
      const history: Record<string, number>[] = [{}];
      const rowsAt = (revision: number): Record<string, number> =>
        history[revision] as Record<string, number>;
      for (const { what, fate: its, keys, behind } of steps) {
        const revision = history.length - 1;
        const [mine, others] = [caches[owner] as Cache, caches[1 - owner] as Cache];
        fate = its;
        if (its !== 'heard') losses++;
        const known = Math.max(0, revision - behind);
        if (what === 'commit' || what === 'aside') {
          const rows = { ...rowsAt(revision), ...Object.fromEntries(keys.map((key) => [key, revision + 1])) };
          history.push(rows);
          const news = new Map(keys.map((key) => [key, rows[key]]));
          if (what === 'commit') mine.feed?.('n', news, revision + 1);
          else {
            // A purge by who does not tell; the owner begins anew when it meets it.
            for (const told of [undefined, news]) others.feed?.('n', told, revision + 1);
            mine.feed?.('n', undefined, revision + 1);
          }
        } else if (what === 'remember') {
          // Read a while ago, and only now put.
          for (const key of keys) others.put('n', key, rowsAt(known)[key] ?? null, known);
        } else if (what === 'move') {
          owner = 1 - owner;
          (caches[owner] as Cache).feed?.('n', undefined, revision);
        } else if (what === 'late') {
          for (const { lateOnes } of processes) await lateOnes.shift()?.();
        } else if (what === 'flush') await line.ask('FLUSHALL');
        else if (what === 'clear') mine.clear('n');
        await systemClock.turn();
        await line.ask('PING');
        const found = (await others.getMany?.('n', ['a', 'b', 'c'], known)) ?? [];
        for (const [i, key] of ['a', 'b', 'c'].entries()) {
          const one = found[i];
          if (!one) continue;
          hits++;
          const possible = history.slice(known).map((rows) => rows[key] ?? null);
          ok(
            possible.includes(one.value as number | null),
            `${key} is ${String(one.value)} at ${known}: ${possible.join(' ')}`,
          );
        }
      }
    });
    await fc.assert(property, { numRuns: 150 });
    ok(hits > 500 && losses > 500, `${hits} hits, ${losses} losses`);
  });

  test('ER3, CA4: what is cleared is taken away, and not only counted no more', async () => {
    const prefix = randomBytes(6).toString('hex');
    const cache = redisCache(line, prefix);
    const held = async (namespace: string): Promise<number> =>
      ((await line.ask('KEYS', `${prefix}:{${namespace}}:*`)) as string[]).length;
    for (const namespace of ['n', 'm']) {
      cache.feed?.(namespace, undefined, 1);
      cache.feed?.(namespace, new Map(Object.entries({ a: 'Ana', b: 'Ben' })), 2);
    }
    await line.ask('PING');
    equal(await held('n'), 2);
    cache.clear('n');
    for (let turns = 0; turns < 1000 && (await held('n')) > 0; turns++) await systemClock.turn();
    equal(await held('n'), 0);
    equal(await held('m'), 2);
  });

  test('CA7: a process that tells every commit keeps what others read', async () => {
    const prefix = randomBytes(6).toString('hex');
    const [owner, other] = [redisCache(line, prefix), redisCache(line, prefix)];
    owner.feed?.('n', undefined, 0);
    owner.feed?.('n', new Map([['a', { name: 'Ana' }]]), 1);
    for (let revision = 2; revision <= 50; revision++)
      owner.feed?.('n', new Map([['b', revision]]), revision);
    const found = await other.getMany?.('n', ['a', 'b', 'c'], 50);
    equal(JSON.stringify(found?.map((one) => one?.value)), JSON.stringify([{ name: 'Ana' }, 50, undefined]));
    equal((await other.getMany?.('n', ['a'], 51))?.[0], undefined);
  });
});
