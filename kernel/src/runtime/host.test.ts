import { deepStrictEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { besideOn, buildOf, inWorldOf, open, runtimeOf } from '../conformance/beside-fixture.ts';
import { run } from '../conformance/runtime-fixture.ts';
import { add, adders, readTally, tallies, tallyPage } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import type { Engine } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';

test('ER3: what was remembered while others erased is forgotten when the erasure is done', async (t) => {
  const memory = memoryEngine();
  // A row from which nothing is left to be taken is not written.
  const page: typeof tallyPage = {
    ...tallyPage,
    personal: {
      of: (person) => ({ index: 'byOwner', groups: [person] }),
      erase: (row) => (row.note === '[erased]' ? row : { ...row, note: '[erased]' }),
    },
  };
  const service = { ...tallies, views: [page, adders] };
  let during: { register?: () => Promise<void>; pages?: () => Promise<void> } = {};
  const one = await inWorldOf(
    t,
    besideOn(memory, {
      views: (store) => ({
        async document(name) {
          const { register } = during;
          delete during.register;
          await register?.();
          return store.document(name);
        },
        async range(table, read) {
          const { pages } = during;
          if (read.index === 'byOwner') {
            delete during.pages;
            await pages?.();
          }
          return store.range(table, read);
        },
      }),
    }),
    service,
  );
  const other = await inWorldOf(t, besideOn(memory), service);
  await open(one);
  for (const each of [one, other]) await each.drained();
  const { look } = runtimeOf(one);
  const noteOf = async (): Promise<unknown> => (await look.get(tallyPage, 't'))?.note;
  equal(await noteOf(), 'note of t');
  buildOf(other, 'tally-page').consumer.pause();

  const done: string[] = [];
  during = {
    async register() {
      await run(one, add, { tally: 't', amount: 1 }, 'ben');
      const { consumer } = buildOf(one, 'tally-page');
      ok(await consumer.reached(0, (await memory.events.heads())[0] ?? 0, 5000));
      done.push(JSON.stringify(buildOf(one, 'tally-page').near?.row('t')));
    },
    async pages() {
      await other.host.erase('ana');
      done.push('others have erased');
    },
  };
  await one.host.erase('ana');
  equal(done.length, 2);
  ok(done[0]?.includes('note of t'), 'it was remembered meanwhile');
  equal(await noteOf(), '[erased]');
});

test('ER3: until an erasure is carried out here what is personal is read in the store, and remembered again from then on', async (t) => {
  const memory = memoryEngine();
  let hear: (person: string) => void = () => {};
  const onErased = (listener: (person: string) => void): (() => void) => {
    hear = listener;
    return () => {};
  };
  const one = await inWorldOf(t, besideOn(memory, { keys: { ...memory.keys, onErased } }));
  await open(one);
  await one.drained();
  const { look, store } = runtimeOf(one);
  const { table } = buildOf(one, 'tally-page');
  const written = async (sum: number): Promise<void> => {
    const row = JSON.stringify({ ...JSON.parse((await store.read(table, ['t']))[0] ?? ''), sum });
    const changes = [{ table, rows: [{ key: 't', row, added: [], removed: [] }] }];
    await store.commit({ consumer: 'somebody else', changes });
  };
  const shown = async (): Promise<unknown[]> => {
    const page = await look.get(tallyPage, 't');
    return [page?.note, page?.sum];
  };
  deepStrictEqual(await shown(), ['note of t', 0]);
  await written(1);
  deepStrictEqual(await shown(), ['note of t', 0], 'it is remembered');
  hear('ana');
  deepStrictEqual(await shown(), ['note of t', 1]);
  await written(2);
  deepStrictEqual(await shown(), ['note of t', 2], 'and is not remembered');
  await one.host.erase('ana');
  deepStrictEqual(await shown(), ['[erased]', 2]);
  hear('ana'); // Of what it has done itself it hears later, too.
  await written(3);
  deepStrictEqual(await shown(), ['[erased]', 2], 'it is remembered again');
});

test('ER3: who may not have heard of an erasure reads what is personal in the store', async (t) => {
  const memory = memoryEngine();
  let isFresh = true;
  const one = await inWorldOf(t, besideOn(memory, { keys: { ...memory.keys, isFresh: () => isFresh } }));
  await open(one);
  await run(one, add, { tally: 't', amount: 1 }, 'ben');
  await one.drained();
  const { look, store } = runtimeOf(one);
  const sums = async (): Promise<unknown[]> => [
    (await look.get(tallyPage, 't'))?.sum,
    (await look.range(tallyPage, 'all', { group: 'all', limit: 1 })).rows[0]?.sum,
    (await look.get(adders, 'ben'))?.sum,
  ];
  deepStrictEqual(await sums(), [1, 1, 1]);
  for (const [name, key] of [
    ['tally-page', 't'],
    ['adders', 'ben'],
  ] as const) {
    const { table } = buildOf(one, name);
    const row = JSON.stringify({ ...JSON.parse((await store.read(table, [key]))[0] ?? ''), sum: 5 });
    const changes = [{ table, rows: [{ key, row, added: [], removed: [] }] }];
    await store.commit({ consumer: 'somebody else', changes });
  }
  deepStrictEqual(await sums(), [1, 1, 1], 'all are remembered');
  isFresh = false;
  deepStrictEqual(await sums(), [5, 5, 1]);
});

test('VW12: who was behind when it was asked does not say "no such thing" because it has caught up since', async (t) => {
  const memory = memoryEngine();
  let onHeads: (() => Promise<void>) | undefined;
  const one = await inWorldOf(t, {
    ...memory,
    events: {
      ...memory.events,
      async heads() {
        await onHeads?.();
        return memory.events.heads();
      },
    },
  });
  await one.drained();
  const asked: string[] = [];
  onHeads = async () => {
    asked.push('heads');
    const [head = 0] = await memory.events.heads();
    for (const { name } of tallies.views) ok(await buildOf(one, name).consumer.reached(0, head, 5000));
  };
  await open(one);
  equal(buildOf(one, 'tally-page').consumer.has(0, 1), false);
  const caller = { actor: 'ben', session: null, roles: [] };
  const found = await one.host.query(tallies, readTally, { tally: 't' }, caller);
  onHeads = undefined;
  deepStrictEqual(asked, ['heads']);
  equal((found as { id?: string }).id, 't');
});

test('VW12: views that do not catch up do not say "no such thing", but that it is not visible yet', async (t) => {
  const memory = memoryEngine();
  let isStuck = false;
  const views: Engine['views'] = async (service) => {
    const store = await memory.views(service);
    return {
      ...store,
      async commit(commit) {
        if (isStuck) throw new Fault('storage-full', 'The disk is full.');
        await store.commit(commit);
      },
    };
  };
  const one = await inWorldOf(t, { ...memory, views }, tallies, { waitMaxMs: 20 });
  const caller = { actor: 'ben', session: null, roles: [] };
  const asked = (): Promise<object> => one.host.query(tallies, readTally, { tally: 't' }, caller);
  await one.drained();
  deepStrictEqual(await asked(), { refusal: 'no-such-tally' });
  isStuck = true;
  await open(one);
  await rejects(asked(), { code: 'not-yet-visible' });
  isStuck = false;
  await one.drained();
  ok('id' in (await asked()));
});
