import { test } from 'node:test';
import { postgresDatabase } from '../../engines/postgres/src/connection.ts';
import { postgresEventStore } from '../../engines/postgres/src/events/event-store.ts';
import { testDatabase, testServer, withPostgres } from '@touchline/engine-postgres/testing';
import { tcpProxy, type TcpProxy } from '@touchline/engine-redis/testing';
import type { EventStore } from '@touchline/kernel/ports';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { seeded, sized } from '../run/plan.ts';
import type { Random } from '../run/random.ts';
import { assertOnce } from './assert-once.ts';
import { retryingLoad, type RetryingLoad } from './retrying-load.ts';

const processes = 2;
const answersBetween = 40;
const ownId = (id: string): string => id;

/** Cuts the network between the processes and PostgreSQL again and again while they append. */
async function underCuts(cuts: number, count: Fired, idOf: RetryingLoad['idOf'] = ownId): Promise<void> {
  const server = await testServer();
  const { url } = await testDatabase(server);
  const proxy = await tcpProxy(Number(new URL(url).port));
  const far = new URL(url);
  far.port = String(proxy.port);
  const beside = postgresDatabase({ url });
  const direct = await postgresEventStore({ database: beside, partitions: 4 });
  const databases = Array.from({ length: processes }, () =>
    postgresDatabase({ url: far.href, connectMsMax: 2000 }),
  );
  const stores = await Promise.all(
    databases.map((database): Promise<EventStore> => postgresEventStore({ database, partitions: 4 })),
  );
  const random = seeded('network cuts');
  const ending = new AbortController();
  const over = (): boolean => ending.signal.aborted;
  const answered: RetryingLoad['answered'] = new Map();
  const load = Promise.all(
    stores.map((store) => retryingLoad(store, { answered, random: random.fork(), count, over, idOf })),
  );
  load.catch(() => ending.abort());
  for (let cut = 1; cut <= cuts && !over(); cut++) {
    const target = answered.size + 1 + random.below(answersBetween);
    while (answered.size < target && !over()) await new Promise(setImmediate);
    await disturb(proxy, random, count, over);
  }
  ending.abort();
  try {
    await load;
    await assertOnce(direct, { answered });
  } finally {
    for (const store of [...stores, direct]) await store.close();
    for (const database of [...databases, beside]) await database.close();
    await proxy.close();
    await server.stop();
  }
}

/** What is on its way is lost: both ways, or the answers only, so that what was asked is done and nobody hears of it. */
async function disturb(proxy: TcpProxy, random: Random, count: Fired, over: () => boolean): Promise<void> {
  const mode = random.pick(['open', 'black-hole', 'deaf'] as const);
  const before = proxy.disturbed();
  proxy.set(mode);
  while (mode !== 'open' && proxy.disturbed() === before && !over()) await new Promise(setImmediate);
  proxy.cut();
  proxy.set('open');
  count(mode === 'open' ? 'cuts' : mode === 'deaf' ? 'cuts after lost answers' : 'cuts after silence');
}

withPostgres('network cuts between the processes and PostgreSQL', () => {
  test('INV-02, INV-10: every unknown outcome is settled by asking again: exactly one effect', async () => {
    const count = fired('network cuts');
    await underCuts(sized(60, 2000), count);
    count.report('cuts', 'cuts after silence', 'cuts after lost answers', 'in doubt and written before');
  });

  test('sabotage “sent again without an id” does not survive the cuts', async () => {
    const count = fired('sent again without an id');
    await isCaught('sent again without an id', /was written twice/, () =>
      underCuts(60, count, () => undefined),
    );
  });
});
