import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { testServer } from '@touchline/engine-postgres/testing';
import { redisBinary, redisServer } from '@touchline/engine-redis/testing';
import type { ClusterOptions } from './cluster-options.ts';
import { clusterProcess, type ClusterProcess } from './cluster-process.ts';

/** Starts everything, says where it is, and ends all of it when the signal aborts. */
export async function runCluster(
  { groups, each, port }: ClusterOptions,
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const postgres = await testServer();
  const redis = redisBinary() === undefined ? undefined : await redisServer();
  const running: ClusterProcess[] = [];
  try {
    const database = postgres.url('postgres');
    say(`PostgreSQL: ${database}`);
    say(
      redis
        ? `Redis: ${redis.url}`
        : 'Redis: none is installed (Debian: apt-get install redis-server); it goes without.',
    );
    const env = {
      TOUCHLINE_ENGINE: 'postgres',
      TOUCHLINE_DATABASE: database,
      TOUCHLINE_MASTER_KEY: randomBytes(32).toString('hex'),
      ...(redis && { TOUCHLINE_REDIS: redis.url }),
    };
    for (const services of groups)
      for (let i = 1; i <= each && !signal.aborted; i++) {
        const name = `${services} ${i}`;
        const data = join(folder, `process-${running.length + 1}`);
        const own = port === 0 ? 0 : port + running.length;
        running.push(await clusterProcess({ name, services, data, port: own, env, say }));
      }
    for (const { name, url, pid, data } of running) say(`${url}  ${name}  (process ${pid}, --data ${data})`);
    say('Any process of a group can be killed: the other one takes over what it did within seconds.');
    say('Stop with Ctrl-C.');
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    await redis?.kill();
    await postgres.stop();
  }
}
