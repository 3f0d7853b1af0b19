import type { RedisServer, TcpProxy } from '@touchline/engine-redis/testing';
import type { Fired } from '../run/fired.ts';
import type { Random } from '../run/random.ts';

const everyMs = 80;
/** So that there is something to be disturbed. */
const peace = 0.4;

/** Flushes, stalls, slows, cuts off and kills a Redis all the time, in turns, until it is ended. */
export function mischief(
  server: RedisServer,
  proxy: TcpProxy,
  random: Random,
  count: Fired,
): () => Promise<void> {
  let busy: Promise<void> = Promise.resolve();
  let ended = false;

  const acts: Readonly<Record<string, () => unknown>> = {
    flushed: () => server.tell('FLUSHALL'),
    'forgot its scripts': () => server.tell('SCRIPT FLUSH'),
    'in a black hole': () => proxy.set('black-hole'),
    slow: () => proxy.set({ slowMs: 30 }),
    'cut off': () => proxy.cut(),
    stalled: () => server.stall(),
    killed: async () => {
      await server.kill();
      await server.start();
    },
  };
  const names = Object.keys(acts);
  const turn = async (): Promise<void> => {
    server.goOn();
    proxy.set('open');
    const name = random.chance(peace) ? 'left in peace' : random.pick(names);
    count(name);
    await Promise.resolve(acts[name]?.()).catch(() => undefined);
  };
  const timer = setInterval(() => void (busy = busy.then(() => (ended ? undefined : turn()))), everyMs);
  return async () => {
    ended = true;
    clearInterval(timer);
    await busy;
    server.goOn();
    proxy.set('open');
  };
}
