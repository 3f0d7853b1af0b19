import { deepStrictEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { besideOn, buildOf, inWorldOf, open, runtimeOf } from '../conformance/beside-fixture.ts';
import { run } from '../conformance/runtime-fixture.ts';
import { add, adders, tallies, tallyPage } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import { pause } from '../operate/index.ts';
import type { Awaitable } from '../look.ts';
import type { Cache, Engine, ViewStore } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { memoryLeases } from '../testing/memory/memory-leases.ts';
import type { World } from '../testing/world.ts';
import type { Consumer } from './consumer-spec.ts';

test('VW39: a commit that was given up and arrives all the same shows in what was remembered of its rows', async (t) => {
  let held: (() => Promise<void>) | undefined;
  let isHeld = false;
  const one = await inWorldOf(
    t,
    besideOn(memoryEngine(), {
      views: (store) => ({
        async commit(commit) {
          if (!isHeld || !commit.cursor || commit.consumer !== buildOf(one, 'adders').consumer.name)
            return store.commit(commit);
          held = () => store.commit(commit);
          buildOf(one, 'adders').consumer.pause();
          throw new Fault('outcome-unknown', 'Nobody knows.');
        },
      }),
    }),
  );
  await open(one);
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  const { look } = runtimeOf(one);
  deepStrictEqual(await look.get(adders, 'ben'), { sum: 1, times: 1 });

  isHeld = true;
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  while (!held) await one.clock.turn();
  const { consumer } = buildOf(one, 'adders');
  await consumer.exclusively(async () => undefined);
  isHeld = false;
  await held();
  deepStrictEqual(
    await look.get(adders, 'ben'),
    { sum: 1, times: 1 },
    'it is remembered, and was not looked for',
  );
  one.clock.advance(1000);
  consumer.resume();
  await one.drained();
  deepStrictEqual(await look.get(adders, 'ben'), { sum: 2, times: 2 });
});

test('VW39: what is read of a shared cache while a process finds out where the others stand is not remembered as newer', async (t) => {
  const memory = memoryEngine();
  const leases = memoryLeases();
  let onStand: ((consumer: string) => void) | undefined;
  let old: { readonly revision: number; readonly row: unknown } | undefined;
  let reads = 0;
  const cache: Cache = {
    ...memory.cache,
    feed: () => {},
    // It has not heard of the newest commit yet.
    getMany(_namespace, keys, least) {
      if (old === undefined || least > old.revision) return keys.map(() => undefined);
      reads++;
      return keys.map(() => ({ value: old?.row, revision: old?.revision ?? 0 }));
    },
  };
  const views = (store: ViewStore): Partial<ViewStore> => ({
    async stand(consumer, partitions) {
      const found = {
        last: await store.lastCommit(consumer),
        positions: await store.cursors(consumer, partitions),
      };
      onStand?.(consumer);
      return found;
    },
  });
  const worlds = [
    await inWorldOf(t, besideOn(memory, { leases })),
    await inWorldOf(t, besideOn(memory, { leases, cache, views })),
  ] as const;
  const [owner, follower] = worlds;
  const all = [tallyPage, adders].map(({ name }) => name);
  while (!all.some((name) => buildOf(follower, name).consumer.state() === 'following'))
    await follower.clock.turn();
  const name = all.find((one) => buildOf(follower, one).consumer.state() === 'following') ?? '';
  const key = name === 'adders' ? 'ben' : 't';
  await open(owner);

  for (let depth = 0; depth < 24; depth++) {
    await run(owner, add, { tally: 't', amount: 1 }, 'ben');
    for (const each of worlds) await each.drained();
    const { near, table, revision } = buildOf(follower, name);
    const { store, look } = runtimeOf(follower);
    const stored = async (): Promise<unknown> => JSON.parse((await store.read(table, [key]))[0] ?? 'null');
    const seen = (): Awaitable<unknown> =>
      name === 'adders' ? look.get(adders, key) : look.get(tallyPage, key);
    near?.forget();
    const row = await stored();
    let reading: Promise<unknown> | undefined;
    onStand = (consumer) => {
      if (consumer !== buildOf(follower, name).consumer.name || reading) return;
      old = { revision: revision(), row };
      let then: Promise<unknown> = Promise.resolve();
      for (let i = 0; i < depth; i++) then = then.then(() => undefined);
      reading = then.then(seen);
    };
    await run(owner, add, { tally: 't', amount: 1 }, 'ben');
    for (const each of worlds) await each.drained();
    await reading;
    onStand = old = undefined;
    deepStrictEqual(await seen(), await stored(), `after ${depth} microtasks`);
  }
  ok(reads > 0, 'some were read of the cache');
});

test('VW39: what no event tells of is looked for once a second, by who does the work and by who follows', async (t) => {
  const memory = memoryEngine();
  const leases = memoryLeases();
  const worlds = [
    await inWorldOf(t, besideOn(memory, { leases })),
    await inWorldOf(t, besideOn(memory, { leases })),
  ];
  const consumers = (): Consumer[] => worlds.map((each) => buildOf(each, 'adders').consumer);
  while (consumers().every((one) => one.state() !== 'following')) await worlds[0]?.clock.turn();
  await open(worlds[0] as World);
  await run(worlds[0] as World, add, { tally: 't', amount: 1 }, 'ben');
  for (const each of worlds) await each.drained();
  const seen = (): Promise<unknown[]> =>
    Promise.all(worlds.map(async (each) => (await runtimeOf(each).look.get(adders, 'ben'))?.sum));
  deepStrictEqual(await seen(), [1, 1]);

  const store = await memory.views('tallies');
  const [{ name: consumer } = { name: '' }] = consumers();
  const turn = { id: 'somebody else', after: await store.lastCommit(consumer) };
  const { table } = buildOf(worlds[0] as World, 'adders');
  const row = { key: 'ben', row: JSON.stringify({ sum: 5, times: 1 }), added: [], removed: [] };
  const cursor = { partition: memory.events.partitions, position: 1 };
  await store.commit({ consumer, turn, cursor, changes: [{ table, rows: [row] }] });
  deepStrictEqual(await seen(), [1, 1], 'it is remembered');
  for (const each of worlds) each.clock.advance(1000);
  for (const one of consumers()) {
    one.pause();
    one.resume(); // It wakes, as it does by itself every second.
  }
  for (let turns = 0; turns < 100; turns++) await worlds[0]?.clock.turn();
  deepStrictEqual(await seen(), [5, 5]);
});

test('VW39: rows that a batch reads and leaves as they are take nobody back who has read them since', async (t) => {
  const memory = memoryEngine();
  const still: typeof adders = {
    ...adders,
    project: { Added: { key: (e) => e.data.by, fold: (row) => row ?? { sum: 0, times: 0 } } },
  };
  let meanwhile: (() => Promise<void>) | undefined;
  const one = await inWorldOf(
    t,
    besideOn(memory, {
      views: (store) => ({
        async read(table, keys) {
          const rows = await store.read(table, keys);
          const then = keys.includes('ben') ? meanwhile : undefined;
          if (then) meanwhile = undefined;
          await then?.();
          return rows;
        },
      }),
    }),
    { ...tallies, views: [tallyPage, still] },
  );
  await open(one);
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  const { look, store } = runtimeOf(one);
  equal((await look.get(adders, 'ben'))?.sum, 0);
  meanwhile = async () => {
    const { near, table } = buildOf(one, 'adders');
    const row = { key: 'ben', row: JSON.stringify({ sum: 5, times: 1 }), added: [], removed: [] };
    await store.commit({ consumer: 'somebody else', changes: [{ table, rows: [row] }] });
    near?.forget();
    equal((await look.get(adders, 'ben'))?.sum, 5);
  };
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  equal(meanwhile, undefined);
  equal((await look.get(adders, 'ben'))?.sum, 5);
});

test('VW39: what a long stretch writes shows in what was remembered', async (t) => {
  const stretches = { behindMin: 10, readMax: 20, rowsMax: 1000, charsMax: 2 ** 20 };
  const one = await inWorldOf(t, besideOn(memoryEngine()), tallies, { stretches });
  await open(one);
  const { look } = runtimeOf(one);
  equal(await look.get(adders, 'ben'), undefined);
  const { consumer } = buildOf(one, 'adders');
  consumer.pause();
  // A full batch, and behind it more than a stretch takes.
  for (let i = 0; i < 600; i++) await run(one, add, { tally: 't', amount: 1 }, 'ben');
  consumer.resume();
  await one.drained();
  deepStrictEqual(await look.get(adders, 'ben'), { sum: 600, times: 600 });
});

test('VW39: a process that stood still while it asked where the others stand does not trust the answer', async (t) => {
  const memory = memoryEngine();
  let standsStill = false;
  const one = await inWorldOf(
    t,
    besideOn(memory, {
      views: (store) => ({
        async stand(consumer, partitions) {
          const found = {
            last: await store.lastCommit(consumer),
            positions: await store.cursors(consumer, partitions),
          };
          if (standsStill) one.clock.advance(3000);
          return found;
        },
      }),
    }),
  );
  await open(one);
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  const { look } = runtimeOf(one);
  equal((await look.get(adders, 'ben'))?.sum, 1);
  const { near, consumer } = buildOf(one, 'adders');
  equal(near?.isFresh(), true);
  standsStill = true;
  one.clock.advance(1000);
  consumer.pause();
  consumer.resume();
  for (let turns = 0; turns < 100 && one.clock.steady() < 4000; turns++) await one.clock.turn();
  await consumer.exclusively(async () => undefined);
  equal(near.isFresh(), false);
});

test('VW39: a process that stood still asks no shared cache, which need not have heard of what came since', async (t) => {
  const memory = memoryEngine();
  const old: object[] = [];
  const cache: Cache = {
    ...memory.cache,
    feed: () => {},
    getMany: async (_namespace, keys) => keys.map(() => old[0] && { value: old[0], revision: 0 }),
  };
  const one = await inWorldOf(t, besideOn(memory, { cache }));
  await open(one);
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  const { look, store } = runtimeOf(one);
  const { near, consumer, table } = buildOf(one, 'adders');
  near?.forget();
  old.push({ sum: 1, times: 1 });
  deepStrictEqual(await look.get(adders, 'ben'), old[0], 'what it knows of is in the cache');

  consumer.pause();
  const row = { key: 'ben', row: JSON.stringify({ sum: 5, times: 2 }), added: [], removed: [] };
  await store.commit({ consumer: 'somebody else', changes: [{ table, rows: [row] }] });
  one.clock.advance(2500);
  deepStrictEqual(await look.get(adders, 'ben'), { sum: 5, times: 2 });
});

test('VW18, CA7: rows of a build that another process dropped are not taken from a cache that did not hear of it', async (t) => {
  const kept = new Map<string, { readonly value: unknown; readonly revision: number }>();
  const cache: Cache = {
    get: () => undefined,
    put: (namespace, key, value, revision) => void kept.set(`${namespace} ${key}`, { value, revision }),
    getMany: async (namespace, keys) => keys.map((key) => kept.get(`${namespace} ${key}`)),
    feed: () => {},
    clear: () => {},
    stats: () => ({ entries: kept.size, hits: 0, misses: 0 }),
  };
  const one = await inWorldOf(t, besideOn(memoryEngine(), { cache }));
  await open(one);
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  const { look, store } = runtimeOf(one);
  const { table, consumer } = buildOf(one, 'adders');
  deepStrictEqual(await look.get(adders, 'ben'), { sum: 1, times: 1 });
  ok(kept.size > 0);

  await store.drop(table);
  await store.resetCursors(consumer.name);
  one.clock.advance(1000);
  consumer.pause();
  consumer.resume(); // It wakes, as it does by itself every second.
  for (let turns = 0; turns < 100; turns++) await one.clock.turn();
  await rejects(async () => look.get(adders, 'ben'), /adders/);
});

test('ER3: rows that one process purges stand in a shared cache no more, also while who tells it stands still', async (t) => {
  const memory = memoryEngine();
  const leases = memoryLeases();
  /** What of a shared cache could be read by somebody who looks into it, whatever of it still counts. */
  const held = new Map<string, string>();
  const cache: Cache = {
    ...memory.cache,
    getMany: async (_namespace, keys) => keys.map(() => undefined),
    feed(namespace, rows) {
      for (const [key, row] of rows ?? []) held.set(`${namespace} ${key}`, JSON.stringify(row));
    },
  };
  const engine = (): Engine => besideOn(memory, { leases, cache });
  const worlds = [await inWorldOf(t, engine()), await inWorldOf(t, engine())] as const;
  const stateIn = (inside: World): string => buildOf(inside, 'tally-page').consumer.state();
  while (worlds.every((each) => stateIn(each) !== 'following')) await worlds[0].clock.turn();
  const [owner, follower] = stateIn(worlds[0]) === 'following' ? [worlds[1], worlds[0]] : worlds;
  await open(owner);
  for (const each of worlds) await each.drained();
  const tellsOfAna = (): boolean => [...held.values()].some((row) => row.includes('note of t'));
  ok(tellsOfAna(), 'the owner has told its row');

  await buildOf(owner, 'tally-page').consumer.exclusively(async () => follower.host.erase('ana'));
  equal(tellsOfAna(), false);
});

test('SU9: who takes over the work of another process finds out first whether it was paused', async (t) => {
  const memory = memoryEngine();
  const leases = memoryLeases();
  /** Looks for pauses that began before the work was taken over, and find none. */
  const looks = { early: false };
  const areEarly = (): boolean => looks.early;
  const engine = (): Engine =>
    besideOn(memory, {
      leases,
      ledger: {
        ...memory.ledger,
        document: async (name) =>
          areEarly() && name.endsWith('/paused') ? undefined : memory.ledger.document(name),
      },
      views: (store) => ({
        async commit(commit) {
          await store.commit(commit);
          if (commit.epoch !== undefined && commit.consumer.startsWith('adders')) looks.early = false;
        },
      }),
    });
  const worlds = [await inWorldOf(t, engine()), await inWorldOf(t, engine())] as const;
  const stateIn = (inside: World): string => buildOf(inside, 'adders').consumer.state();
  while (worlds.every((each) => stateIn(each) !== 'following')) await worlds[0].clock.turn();
  const [owner, follower] = stateIn(worlds[0]) === 'following' ? [worlds[1], worlds[0]] : worlds;
  await open(owner);
  await run(owner, add, { tally: 't', amount: 1 }, 'ben');
  for (const each of worlds) await each.drained();
  await pause(owner.host, 'adders');
  looks.early = true;
  await owner.host.stop();
  await run(follower, add, { tally: 't', amount: 1 }, 'ben');
  while (areEarly()) await follower.clock.turn();
  await follower.drained();
  const { store } = runtimeOf(follower);
  const [row] = await store.read(buildOf(follower, 'adders').table, ['ben']);
  deepStrictEqual([JSON.parse(row ?? 'null'), stateIn(follower)], [{ sum: 1, times: 1 }, 'paused']);
});
