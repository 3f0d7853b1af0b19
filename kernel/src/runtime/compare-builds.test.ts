import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, adders, openTally, tallies } from '../conformance/sample.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import type { Engine, ViewStore, ViewTable } from '../ports/index.ts';
import { world, type World } from '../testing/world.ts';
import type { ViewRuntime } from './view-runtime.ts';

const viewsOnly = { ...tallies, policies: [], memoryViews: [] };
const people = 2500;
const person = (n: number): string => `p${String(n).padStart(5, '0')}`;

const addAs = (inside: World, actor: string): Promise<unknown> =>
  inside.host.execute(viewsOnly, add, { tally: 't', amount: 1 }, { actor, session: null, roles: [] });

/** Some pages of rows: one per person who added. */
async function inAddersWorld(work: (inside: World, view: ViewRuntime) => Promise<void>): Promise<void> {
  const inside = await world([viewsOnly], memoryEngine({ partitions: 2 }), { visibleMaxMs: 0 });
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  for (let n = 0; n < people; n++) await addAs(inside, person(n));
  await inside.drained();
  await work(inside, inside.host.runtimes.get('tallies')?.views.get(adders.name) ?? assert.fail());
  await inside.close();
}

/** Rebuilds while somebody writes between any two pages. */
async function rebuildUnderWrites(inside: World, view: ViewRuntime): Promise<string | undefined> {
  const writing = { on: true };
  const writer = (async () => {
    for (let n = 0; writing.on; n++) {
      await addAs(inside, person(n % people));
      await inside.clock.turn();
    }
  })();
  const { finding } = await view.rebuild().finally(() => (writing.on = false));
  await writer;
  return finding;
}

const damage = async (inside: World, view: ViewRuntime, key: string, row: string | null): Promise<void> => {
  const { store } = inside.host.runtimes.get('tallies') ?? assert.fail();
  const rows = [{ key, row, added: [], removed: [] }];
  await store.commit({ consumer: 'damage', changes: [{ table: view.live().table, rows }] });
};

/** As several processes use one. Each scan waits for what is to happen before it. */
function sharedEngine(beforeScan: (table: ViewTable) => Promise<void>): Engine {
  const memory = memoryEngine();
  const shared = (store: ViewStore): ViewStore => ({
    ...store,
    exclusive: false,
    async scan(table, after, limit) {
      await beforeScan(table);
      return store.scan(table, after, limit);
    },
  });
  return { ...memory, exclusive: false, views: async (service) => shared(await memory.views(service)) };
}

describe('VW5: the rows of a rebuild and those before are compared', () => {
  test('and are the same, also under writes', () =>
    inAddersWorld(async (inside, view) => {
      assert.equal(await rebuildUnderWrites(inside, view), undefined);
    }));

  test('and a row that differs is named, on whatever page and also under writes', async () => {
    for (const [key, row] of [
      [person(1700), '{"sum":7,"times":7}'],
      [person(2499), null],
      ['zzz', '{"sum":1,"times":1}'],
      ['a', '{"sum":1,"times":1}'],
    ] as const)
      await inAddersWorld(async (inside, view) => {
        await damage(inside, view, key, row);
        const finding = (await rebuildUnderWrites(inside, view)) ?? '';
        assert.match(finding, /differed/);
        assert.ok(finding.includes(`first at ${key};`), finding);
      });
  });

  test('and when the old build is paused behind the new one, that is said', () =>
    inAddersWorld(async (inside, view) => {
      const { consumer } = view.live();
      consumer.pause();
      await addAs(inside, person(1));
      const before = consumer.cursors();
      const { finding, state } = await view.rebuild();
      assert.match(finding ?? '', /paused/);
      assert.equal(state, 'live');
      assert.deepEqual(consumer.cursors(), before);
    }));

  test('and what another process wrote to the old build between the two reads is no difference', async () => {
    const before = { times: 0, scan: async (): Promise<void> => undefined };
    const engine = sharedEngine(async ({ id }) => {
      if (id === 'adders_v1_1' && ++before.times === 1) await before.scan();
    });
    const inside = await world([viewsOnly], engine, { visibleMaxMs: 0 });
    const other = await world([viewsOnly], engine);
    await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
    for (let n = 0; n < 5; n++) await inside.as(person(n)).does(add, { tally: 't', amount: 1 });
    before.scan = async () => {
      await addAs(inside, person(1));
      await other.drained();
    };
    const view = inside.host.runtimes.get('tallies')?.views.get(adders.name) ?? assert.fail();
    assert.equal((await view.rebuild()).finding, undefined);
    assert.equal(before.times, 2);
    await other.host.stop();
    await inside.close();
  });
});
