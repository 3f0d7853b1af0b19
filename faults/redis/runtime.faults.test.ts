import { after, before, describe, test } from 'node:test';
import { postgresEngine } from '@touchline/engine-postgres';
import { testDatabase, withPostgres, type TestDatabase } from '@touchline/engine-postgres/testing';
import { redisParts } from '@touchline/engine-redis';
import {
  redisServer,
  tcpProxy,
  withRedis,
  type RedisServer,
  type TcpProxy,
} from '@touchline/engine-redis/testing';
import { runtimeConformance } from '@touchline/kernel/conformance';
import { systemClock } from '@touchline/kernel';
import type { Engine } from '@touchline/kernel/ports';
import { fired } from '../run/fired.ts';
import { seeded, sized } from '../run/plan.ts';
import { mischief } from './mischief.ts';

const master = Buffer.alloc(32, 7);

/** INV-14: what holds without a Redis holds with one, and with one that is anything but well. */
const suite = (what: string, disturbed: boolean): void =>
  withRedis(what, () =>
    withPostgres(what, () => {
      const count = fired(what);
      let made: TestDatabase;
      let server: RedisServer;
      let proxy: TcpProxy;
      let end: (() => Promise<void>) | undefined;
      let engines = 0;
      let hits = 0;
      before(async () => {
        made = await testDatabase();
        server = await redisServer();
        proxy = await tcpProxy(server.port);
        if (disturbed) end = mischief(server, proxy, seeded(what), count);
      });
      after(async () => {
        await end?.();
        await proxy.close();
        await server.kill();
        await made.drop();
      });

      runtimeConformance(
        async ({ partitions, clock = systemClock }) => {
          const schema = `touchline_${++engines}`;
          // Each installation has a key of its own, and shares nothing.
          const own = Buffer.concat([master.subarray(4), Buffer.from(String(engines).padStart(4, '0'))]);
          const open = async (): Promise<Engine> => {
            const { cache, wakeUps, close } = redisParts({
              url: `redis://127.0.0.1:${proxy.port}`,
              master: own,
            });
            const database = { url: made.url, connectionsMax: 4 };
            const engine = await postgresEngine({
              database,
              schema,
              partitions,
              clock,
              master: own,
              cache,
              wakeUps,
            });
            return {
              ...engine,
              async close() {
                await engine.close();
                hits += cache.stats().hits;
                close();
              },
            };
          };
          let engine = await open();
          return {
            engine,
            async reopen() {
              await engine.close();
              return (engine = await open());
            },
            beside: open,
            dispose: () => engine.close(),
          };
        },
        { partitions: [4] },
      );

      describe('and', () => {
        test('rows were read from the cache', () => {
          count('rows read from the cache', hits);
          count.report('rows read from the cache');
        });
        if (disturbed)
          test('Redis was disturbed in every way', () =>
            count.report(
              'flushed',
              'forgot its scripts',
              'in a black hole',
              'slow',
              'cut off',
              'stalled',
              'killed',
            ));
      });
    }),
  );

if (sized(0, 1) > 0) suite('the runtime on PostgreSQL with Redis', false);
suite('the runtime on PostgreSQL with a Redis that fails all the time', true);
