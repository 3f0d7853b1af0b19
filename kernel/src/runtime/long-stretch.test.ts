import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, adders, openTally, poison, tallies, tallyPage } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import type { Engine, ViewCommit, ViewStore } from '../ports/index.ts';
import { rowsAfter } from '../testing/fold-view.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world, type World } from '../testing/world.ts';
import type { ViewType } from '../view.ts';

const stretches = { behindMin: 10, readMax: 7, rowsMax: 20, charsMax: 1_000_000 };
const commandsOnly = { ...tallies, queries: [], views: [], memoryViews: [], policies: [] };
const viewsOnly = { ...tallies, queries: [], memoryViews: [], policies: [] };

type Write = (tally: string, amount: number, actor?: string) => Promise<number>;

/** An engine with a log that no view has read. A write answers its partition. */
async function logOf(partitions: number, fill: (write: Write) => Promise<void>): Promise<Engine> {
  const engine = memoryEngine({ partitions });
  const { host } = await world([commandsOnly], engine);
  const opened = new Set<string>();
  await fill(async (tally, amount, actor = 'ana') => {
    const call = { actor, session: null, roles: [] };
    const opening = { tally, name: `of${tally}`, note: 'a note' };
    if (!opened.has(tally)) await host.execute(commandsOnly, openTally, opening, call);
    opened.add(tally);
    const done = await host.execute(commandsOnly, add, { tally, amount }, call);
    assert.ok('positions' in done);
    return [...done.positions.keys()][0] ?? -1;
  });
  await host.stop();
  return engine;
}

/** Tallies `t0` …, each added to a few times: 200 events. */
const longLog = (partitions = 1): Promise<Engine> =>
  logOf(partitions, async (write) => {
    for (let n = 0; n < 120; n++) await write(`t${(n * 7) % 40}`, 1);
  });

/** Services on an engine whose views take commits through `commit`. */
async function withCommits(
  engine: Engine,
  commit: (store: ViewStore, one: ViewCommit) => Promise<void>,
): Promise<World> {
  const views = async (service: string): Promise<ViewStore> => {
    const store = await engine.views(service);
    return { ...store, commit: (one) => commit(store, one) };
  };
  return world([viewsOnly], { ...engine, views }, { stretches });
}

async function assertFold({ host }: World, view: ViewType): Promise<void> {
  const runtime = host.runtimes.get('tallies');
  const all = [];
  for (let partition = 0; partition < host.engine.events.partitions; partition++)
    for (const stored of (await host.engine.events.readPartition(partition, 0, 10_000)).events)
      all.push(await host.decode(stored));
  const expected = [...rowsAfter(view, all)].map(([key, row]) => [key, JSON.stringify(row)]);
  const table = runtime?.views.get(view.name)?.live().table;
  assert.ok(runtime && table && expected.length > 0);
  const rows = await runtime.store.scan(table, '', 10_000);
  assert.deepEqual(
    rows.map(({ key, row }) => [key, row]),
    expected.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
}

describe('VW14: a view that is far behind', () => {
  for (const partitions of [1, 3])
    test(`is written seldom, in the order of its keys, and is the fold of the log (${partitions} partitions)`, async () => {
      const sizes: number[] = [];
      const inside = await withCommits(await longLog(partitions), async (store, commit) => {
        const [change] = commit.changes;
        if (change?.table.id.startsWith('tally_page')) {
          const keys = change.rows.map(({ key }) => key);
          sizes.push(keys.length);
          if (keys.length > 10) assert.deepEqual(keys, keys.toSorted());
        }
        await store.commit(commit);
      });
      await inside.drained();
      await assertFold(inside, tallyPage);
      await assertFold(inside, adders);
      assert.ok(Math.max(...sizes) >= 20 / partitions, `the largest commit had ${Math.max(...sizes)} rows`);
      assert.ok(Math.max(...sizes) < 30, `the largest commit had ${Math.max(...sizes)} rows`);
      await inside.close();
    });

  test('parks an event that fails, and what follows it in its sequence; all others are in the rows', async () => {
    // More than a batch lies between the event that fails and what follows it: then another stretch could begin.
    const engine = await logOf(1, async (write) => {
      for (let n = 0; n < 1500; n++) await write(`t${n % 40}`, n === 100 ? 666 : 1);
    });
    poison.on = true;
    try {
      const inside = await world([viewsOnly], engine, { stretches });
      await inside.drained();
      const { store } = inside.host.runtimes.get('tallies') ?? assert.fail();
      const parked = await store.parked('tally-page@1.1');
      assert.deepEqual(
        new Set(parked.map(({ stream, error }) => `${stream} ${error !== ''}`)),
        new Set(['tally-t20 true', 'tally-t20 false']),
      );
      assert.equal(parked.length, (1500 - 100) / 40);
      poison.on = false;
      const mended = await inside.host.retryParked('tallies', { view: 'tally-page' });
      assert.deepEqual(mended, { done: parked.length, left: 0 });
      await assertFold(inside, tallyPage);
      await inside.close();
    } finally {
      poison.on = false;
    }
  });

  test('knows the rows that were written between two stretches', async () => {
    // One partition is nearly read, so that its end is no stretch; only there somebody adds who adds in the other, too.
    const engine = await logOf(2, async (write) => {
      const of: string[][] = [[], []];
      for (let n = 0; n < 20; n++) of[await write(`t${n}`, 1)]?.push(`t${n}`);
      const [[few = ''] = [], [many = ''] = []] = of;
      for (let n = 0; n < 300; n++) await write(many, 1, n === 250 ? 'zoe' : 'ben');
      for (let n = 0; n < 30; n++) await write(few, 1, n === 29 ? 'zoe' : 'cleo');
    });
    const inside = await world([viewsOnly], engine, { stretches: { ...stretches, charsMax: 1 } });
    await inside.drained();
    await assertFold(inside, adders);
    await inside.close();
  });

  test('does not fold twice what was written by a commit that failed', async () => {
    let commits = 0;
    const inside = await withCommits(await longLog(), async (store, commit) => {
      const fails = commits++ % 3;
      if (fails === 1) throw new Fault('storage-full', 'no space');
      await store.commit(commit);
      if (fails === 2) throw new Fault('outcome-unknown', 'the line was cut');
    });
    await inside.drained();
    await assertFold(inside, tallyPage);
    await assertFold(inside, adders);
    assert.ok(commits > 6);
    await inside.close();
  });

  test('goes on where it stood when it was stopped between two stretches', async () => {
    const engine = await longLog();
    const store = await engine.views('tallies');
    let commits = 0;
    const first = await withCommits(engine, async (real, commit) => {
      if (commits === 2) throw new Fault('storage-full', 'no space');
      await real.commit(commit);
      if (commit.consumer === 'tally-page@1.1') commits++;
    });
    while (commits < 2) await first.clock.turn();
    await first.host.stop();
    const [stood = 0] = await store.cursors('tally-page@1.1', 1);
    assert.ok(stood > 0 && stood < 200, `it stood at ${stood}`);
    const second = await world([viewsOnly], engine, { stretches });
    await second.drained();
    await assertFold(second, tallyPage);
    assert.ok((second.host.runtimes.get('tallies')?.views.get('tally-page')?.live().applied() ?? 0) < 160);
    await second.close();
  });
});
