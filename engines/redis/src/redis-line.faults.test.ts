import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { redisParts, type RedisParts } from './index.ts';
import { redisLine, type RedisLine } from './redis-line.ts';
import { redisServer, type RedisServer } from './testing/redis-server.ts';
import { tcpProxy, type TcpProxy } from './testing/tcp-proxy.ts';
import { withRedis } from './testing/with-redis.ts';

withRedis('a Redis that is killed, stalled, slow or out of reach', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  before(async () => {
    server = await redisServer();
    proxy = await tcpProxy(server.port);
  });
  after(async () => {
    await proxy.close();
    await server.kill();
  });

  interface Watched {
    readonly line: RedisLine;
    readonly states: string[];
    /** Resolves when the line is in this state next. */
    next(state: 'up' | 'down'): Promise<void>;
  }

  async function watched(): Promise<Watched> {
    const states: string[] = [];
    const waiting: { state: string; resolve: () => void }[] = [];
    const line = redisLine({
      url: `redis://127.0.0.1:${proxy.port}`,
      clock: systemClock,
      answerMsMax: 100,
      onState(state) {
        states.push(state);
        for (const one of waiting) if (one.state === state) one.resolve();
      },
    });
    const next = (state: 'up' | 'down'): Promise<void> =>
      new Promise((resolve) => void waiting.push({ state, resolve }));
    await next('up');
    return { line, states, next };
  }

  /** Asks until the line is down: none of the questions waits for Redis, and none throws. */
  async function untilDown({ line }: Watched): Promise<number> {
    let asked = 0;
    // It may be down already: a connection that is closed says so by itself.
    for (; line.isUp() && asked < 100; asked++) {
      equal(await line.ask('GET', 'x'), undefined);
      await systemClock.turn();
    }
    equal(line.isUp(), false);
    return asked;
  }

  const troubles: readonly (readonly [string, () => void | Promise<void>, () => void | Promise<void>])[] = [
    ['killed', () => server.kill(), () => server.start()],
    ['stalled', () => server.stall(), () => server.goOn()],
    ['in a black hole', () => proxy.set('black-hole'), () => (proxy.set('open'), proxy.cut())],
    ['slow', () => proxy.set({ slowMs: 400 }), () => proxy.set('open')],
    ['cut off', () => proxy.cut(), () => undefined],
  ];

  for (const [trouble, begin, end] of troubles)
    test(`${trouble}: every question is answered with nothing, after a few none is asked, and then it is back`, async () => {
      const one = await watched();
      try {
        equal(await one.line.ask('PING'), 'PONG');
        await begin();
        const asked = await untilDown(one);
        ok(asked <= 10, `${asked} questions were asked in vain`);
        equal(await one.line.ask('PING'), undefined);
        const up = one.next('up');
        await end();
        if (!one.line.isUp()) await up;
        equal(await one.line.ask('PING'), 'PONG');
        ok(one.states.includes('down'));
      } finally {
        one.line.close();
      }
    });

  test('a line that nobody asks anything notices that it is dead, and listens again on a new one', async () => {
    const one = await watched();
    const parts: RedisParts = redisParts({ url: server.url, master: Buffer.alloc(32, 1) });
    try {
      const heard: string[] = [];
      one.line.subscribe('news', (text) => void heard.push(text));
      const [down, up] = [one.next('down'), one.next('down').then(() => one.next('up'))];
      proxy.set('black-hole');
      await down;
      proxy.set('open');
      proxy.cut();
      await up;
      while (heard.length === 0) {
        await one.line.ask('PUBLISH', 'news', 'again');
        await systemClock.turn();
      }
      deepEqual(new Set(heard), new Set(['again']));
      ok(proxy.disturbed() > 0);
    } finally {
      one.line.close();
      parts.close();
    }
  });

  test('there is none at all: everything is as if nothing were remembered, and nothing is thrown', async () => {
    const states: string[] = [];
    const parts = redisParts({
      url: 'redis://127.0.0.1:1',
      master: Buffer.alloc(32, 1),
      onState: (state, why) => void states.push(`${state}: ${why}`),
    });
    try {
      for (let i = 0; i < 100; i++) {
        parts.cache.put('n', 'a', 1, 1);
        parts.cache.feed?.('n', new Map([['a', 1]]), i);
        parts.wakeUps.tell('appended', '');
        deepEqual(await parts.cache.getMany?.('n', ['a', 'b'], 0), [undefined, undefined]);
        await systemClock.turn();
      }
      while (states.length === 0) await systemClock.turn();
      match(states[0] ?? '', /^down: .*ECONNREFUSED/);
      equal(parts.cache.stats().misses, 200);
    } finally {
      parts.close();
    }
  });
});
