import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { besideOn, buildOf, inWorldOf, open, runtimeOf } from '../conformance/beside-fixture.ts';
import { run } from '../conformance/runtime-fixture.ts';
import { add, adders, forgetMe, tallies, tallyPage } from '../conformance/sample.ts';
import type { ViewStore } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import type { World } from '../testing/world.ts';

/** Tallies whose page stands further ahead the more there is in it, and in another group once it is rewarded. */
const moving: typeof tallies = {
  ...tallies,
  views: [
    {
      ...tallyPage,
      indexes: {
        ...tallyPage.indexes,
        byOwner: {
          in: (row) => (row.rewarded ? `${row.owner}/rewarded` : row.owner),
          by: (row) => -row.sum,
        },
      },
      personal: {
        of: (person) => ({ index: 'byOwner', groups: [`${person}/rewarded`, person] }),
        erase: (row) => ({ ...row, note: '[erased]' }),
      },
    } satisfies typeof tallyPage,
    adders,
  ],
};

async function assertNothingLeft(inside: World, rows: number): Promise<void> {
  const stored = await runtimeOf(inside).store.scan(buildOf(inside, 'tally-page').table, '', 10_000);
  equal(stored.length, rows);
  deepEqual(
    stored.filter(({ row }) => row.includes('note of')),
    [],
  );
}

test('ER3: a row that moves to where its person was purged already is purged all the same', async (t) => {
  const inside = await inWorldOf(t, memoryEngine(), moving);
  const ids = Array.from({ length: 1100 }, (_, i) => `t${1000 + i}`);
  for (const id of ids) await open(inside, id);
  await inside.drained();
  const { consumer } = buildOf(inside, 'tally-page');
  const { exclusively } = consumer;
  const last = ids.slice(-20);
  let moved = 0;
  t.mock.method(consumer, 'exclusively', async (work: () => Promise<unknown>) => {
    const done = await exclusively(work);
    const id = last.pop() ?? '';
    const { positions } = (await run(inside, add, { tally: id, amount: 1 }, 'ben')) as {
      positions: ReadonlyMap<number, number>;
    };
    for (const [partition, position] of positions) ok(await consumer.reached(partition, position, 1000));
    moved++;
    return done;
  });
  await run(inside, forgetMe, {}, 'ana');
  ok(moved > 3, `${moved} rows moved meanwhile`);
  t.mock.restoreAll();
  await inside.drained();
  await assertNothingLeft(inside, ids.length);
});

test('ER3: a row that another process moves while it is looked for is found', async (t) => {
  const memory = memoryEngine();
  let between: (() => Promise<void>) | undefined;
  const views = (store: ViewStore): Partial<ViewStore> => ({
    async range(table, read) {
      const found = await store.range(table, read);
      if (read.group === 'ana/rewarded') await between?.();
      return found;
    },
  });
  const other = await inWorldOf(t, besideOn(memory), moving);
  const inside = await inWorldOf(t, besideOn(memory, { views }), moving);
  for (const id of ['a', 'b']) await open(other, id);
  await other.drained();
  await inside.drained();
  between = async () => {
    between = undefined;
    await run(other, add, { tally: 'a', amount: 100 }, 'ben');
    await other.drained();
  };
  await erased(inside);
  equal(between, undefined, 'it moved meanwhile');
  await assertNothingLeft(inside, 2);
});

/** Erases ana while time goes on: what meets another process's commit is tried again after a while. */
async function erased(inside: World): Promise<void> {
  const done = inside.host.erase('ana').then(() => true);
  while (!(await Promise.race([done, inside.clock.turn()]))) inside.clock.advance(100);
}
