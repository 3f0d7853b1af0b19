import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { cacheConformance, wakeUpsConformance } from '@touchline/kernel/conformance';
import { redisCache } from './cache.ts';
import { redisLine, type RedisLine } from './redis-line.ts';
import { redisServer, type RedisServer } from './testing/redis-server.ts';
import { withRedis } from './testing/with-redis.ts';
import { redisWakeUps } from './wake-ups.ts';

withRedis('the ports on Redis', () => {
  let server: RedisServer;
  before(async () => void (server = await redisServer()));
  after(() => server.kill());

  /** Long enough for a machine that is busy with other things. */
  const answerMsMax = 10_000;
  const open = (): Promise<RedisLine> =>
    new Promise((resolve) => {
      const line: RedisLine = redisLine({
        url: server.url,
        clock: systemClock,
        answerMsMax,
        onState: () => resolve(line),
      });
    });
  const prefix = (): string => randomBytes(6).toString('hex');

  cacheConformance(async () => {
    const line = await open();
    return {
      cache: redisCache(line, prefix()),
      settled: async () => {
        await systemClock.turn();
        await line.ask('PING');
      },
      dispose: async () => line.close(),
    };
  });

  wakeUpsConformance(async () => {
    const own = prefix();
    const lines = [await open()];
    return {
      wakeUps: redisWakeUps(lines[0] as RedisLine, own),
      async beside() {
        const line = await open();
        lines.push(line);
        return redisWakeUps(line, own);
      },
      dispose: async () => {
        for (const line of lines) line.close();
      },
    };
  });
});
