import { hash } from 'node:crypto';
import { systemClock, type Clock } from '@touchline/kernel';
import type { Cache, WakeUps } from '@touchline/kernel/ports';
import { redisCache } from './cache.ts';
import { redisLine, type RedisLineOptions } from './redis-line.ts';
import { redisWakeUps } from './wake-ups.ts';

export interface RedisOptions extends Pick<RedisLineOptions, 'url' | 'answerMsMax' | 'onState'> {
  /** The key that all processes of one installation share: others on the same Redis never meet its values. */
  readonly master: Uint8Array;
  readonly clock?: Clock;
}

/** What processes share where there is a Redis or Valkey, beside the engine that holds everything. */
export interface RedisParts {
  readonly cache: Cache;
  readonly wakeUps: WakeUps;
  close(): void;
}

/** Opens at once; a Redis that does not answer is as if there were none. */
export function redisParts({ master, clock = systemClock, ...options }: RedisOptions): RedisParts {
  const line = redisLine({ ...options, clock });
  const prefix = `touchline:${hash('sha256', Buffer.concat([Buffer.from('redis'), master])).slice(0, 16)}`;
  return {
    cache: redisCache(line, prefix),
    wakeUps: redisWakeUps(line, prefix),
    close: () => line.close(),
  };
}
