import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { besideOn, inWorldOf, open } from '../conformance/beside-fixture.ts';
import type { Engine } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { memoryLeases } from '../testing/memory/memory-leases.ts';
import { world, type World } from '../testing/world.ts';
import { run } from '../conformance/runtime-fixture.ts';
import { add, adders, openTally, tallies, tallyPage } from '../conformance/sample.ts';
import { tableOf } from './view-build.ts';

test('a rebuild that the end of the process cut short ends with a fault, and its rows are dropped at the next start', async (t) => {
  const engine = memoryEngine();
  const before = await world([tallies], engine);
  await before.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  await before.as('ana').does(add, { tally: 't', amount: 1 });
  const view = before.host.runtimes.get('tallies')?.views.get('adders');
  assert.ok(view);
  const slow = t.mock.method(engine.events, 'readPartition', (_partition: number, position: number) =>
    Promise.resolve({ events: [], position }),
  );
  const stopped = view.rebuild(({ state }) => {
    if (state === 'building') void before.host.stop();
  });
  await assert.rejects(stopped, { code: 'closed' });
  slow.mock.restore();
  const store = await engine.views('tallies');
  assert.equal(await store.count(tableOf(view.view, 2)), 0);

  const after = await world([tallies], engine);
  assert.throws(() => store.count(tableOf(view.view, 2)), /not open/);
  await after.host.runtimes.get('tallies')?.views.get('adders')?.rebuild();
  assert.equal(after.host.runtimes.get('tallies')?.views.get('adders')?.live().number, 3);
  await after.close();
});

test('VW40: rows of another log, which went further than this one, are made anew from this one', async () => {
  const engine = memoryEngine();
  const before = await world([tallies], engine);
  await before.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  for (let n = 0; n < 5; n++) await before.as('ana').does(add, { tally: 't', amount: 1 });
  await before.host.stop();

  // An older log beside the same rows, as where it was restored alone.
  const older = { ...memoryEngine(), views: engine.views };
  const after = await world([tallies], older);
  const sumOf = async (who: string): Promise<number | undefined> =>
    (await after.host.runtimes.get('tallies')?.look.get(adders, who))?.sum;
  await after.drained();
  assert.equal(await sumOf('ana'), undefined, 'nothing of it is shown');
  await run(after, openTally, { tally: 't', name: 'n', note: '' }, 'ben');
  await run(after, add, { tally: 't', amount: 7 }, 'ben');
  await after.drained();
  assert.equal(await sumOf('ben'), 7, 'and what comes now is');
  await after.close();
});

test('VW41: rows of a view that is declared no more are dropped, and are built anew when it is declared again', async () => {
  const engine = memoryEngine();
  const both = { ...tallies, views: [...tallies.views, { ...adders, name: 'adders-too' }] };
  const sums = async (inside: Awaited<ReturnType<typeof world>>): Promise<(number | undefined)[]> => {
    const { look } = inside.host.runtimes.get('tallies')!;
    return Promise.all(
      both.views.slice(1).map(async (one) => (await look.get(one as typeof adders, 'ana'))?.sum),
    );
  };
  const before = await world([both], engine);
  await before.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  await before.as('ana').does(add, { tally: 't', amount: 1 });
  await before.host.runtimes.get('tallies')!.views.get('adders-too')!.rebuild();
  assert.deepEqual(await sums(before), [1, 1]);
  await before.host.stop();

  const without = await world([tallies], engine);
  const store = await engine.views('tallies');
  for (const number of [1, 2])
    assert.throws(() => store.count(tableOf({ ...adders, name: 'adders-too' }, number)), /not open/);
  assert.deepEqual(await store.cursors('adders-too@1.2', 1), [0]);
  await without.as('ana').does(add, { tally: 't', amount: 1 });
  await without.host.stop();

  const again = await world([both], engine);
  assert.deepEqual(await sums(again), [2, 2]);
  await again.close();
});

/** A store that processes share, one of which has come to `end`. */
async function left(t: TestContext, end: (first: World, memory: Engine) => Promise<unknown>) {
  const memory = memoryEngine();
  const leases = memoryLeases();
  const first = await inWorldOf(t, besideOn(memory, { leases }));
  await open(first);
  await first.drained();
  await end(first, memory);
  await first.host.stop();
  const store = await memory.views('tallies');
  const isThere = async (version: number, number: number): Promise<boolean> => {
    try {
      await store.count(tableOf({ ...tallyPage, version }, number));
      return true;
    } catch {
      return false;
    }
  };
  return { isThere, start: (service = tallies) => inWorldOf(t, besideOn(memory, { leases }), service) };
}

test('ER3: what a process left behind in the middle of a rebuild is dropped at the next start', async (t) => {
  const { isThere, start } = await left(t, async ({ host }, { events }) => {
    const slow = t.mock.method(events, 'readPartition', (_partition: number, position: number) =>
      Promise.resolve({ events: [], position }),
    );
    const rebuilding = host.runtimes
      .get('tallies')!
      .views.get('tally-page')!
      .rebuild(({ state }) => {
        if (state === 'building') void host.stop();
      });
    await assert.rejects(rebuilding, { code: 'closed' });
    slow.mock.restore();
  });
  assert.ok(await isThere(1, 2));
  await start();
  assert.ok(!(await isThere(1, 2)));
});

test('ER3: an erasure is answered when rows of the version before are gone, also while those of this one are being filled', async (t) => {
  const { isThere, start } = await left(t, ({ host }) =>
    // Stands for a log that takes its time to read.
    host.runtimes.get('tallies')!.pauses.set('view', 'tally-page', true),
  );
  const next = { ...tallyPage, version: 2 } satisfies typeof tallyPage;
  const second = await start({ ...tallies, views: [next, adders] });
  assert.ok(await isThere(1, 1), 'who still runs that version reads it');
  await second.host.erase('ana');
  assert.ok(!(await isThere(1, 1)));
});

test('VW18: what a process of another version took over when it started is taken back when nobody runs that any more', async (t) => {
  const memory = memoryEngine();
  const leases = memoryLeases();
  const next = { ...tallyPage, version: 2 } satisfies typeof tallyPage;
  const inside = await inWorldOf(t, besideOn(memory, { leases }), { ...tallies, views: [next, adders] });
  await open(inside);
  await inside.drained();
  const { look, views } = inside.host.runtimes.get('tallies')!;
  const { follow } = views.get('tally-page')!;
  const isRead = async (): Promise<boolean> => {
    try {
      return (await look.get(next, 't')) !== undefined;
    } catch {
      return false; // Its rows are dropped, or are not filled yet.
    }
  };
  const other = await inWorldOf(t, besideOn(memory, { leases }));
  await other.drained();
  // It has heard that there is another process: some of the work is done there now.
  const { consumers } = inside.host.runtimes.get('tallies')!;
  while (consumers().every((one) => one.state() !== 'following')) await inside.clock.turn();
  for (let seconds = 0; seconds < 60; seconds++) {
    inside.clock.advance(1000);
    await follow();
  }
  assert.ok(!(await isRead()), 'as long as somebody runs the other version, that one counts');
  await other.host.stop();
  while (!(await isRead())) {
    inside.clock.advance(1000);
    await follow();
    await inside.clock.turn();
  }
  await inside.drained();
  await run(inside, add, { tally: 't', amount: 3 }, 'ben');
  await inside.drained();
  assert.equal((await look.get(next, 't'))?.sum, 3);
});
