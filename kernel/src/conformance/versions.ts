import { deepStrictEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Engine, EventStore } from '../ports/index.ts';
import type { Service } from '../service.ts';
import { world, type World } from '../testing/world.ts';
import { view, type ViewType } from '../view.ts';
import { assertFold, fill, type MakeEngine } from './runtime-fixture.ts';
import { add, forgetMe, readTally, tallies, tallyPage } from './sample.ts';

const { name: pageName, ...pageSpec } = tallyPage;

/** The same page after a change of its fold; `canServe` says what its author thinks of the rows before. */
const changedPage = (canServe: readonly number[], more: Partial<typeof pageSpec> = {}) =>
  view(pageName, { ...pageSpec, ...more, version: 2, canServe });

const serviceWith = (page: ViewType): Service => ({
  ...tallies,
  views: tallies.views.map((one) => (one.name === pageName ? page : one)),
  queries: [{ ...readTally, uses: [page] }],
  memoryViews: [],
  policies: [],
});
const stranger = { actor: null, session: null, roles: [] };

/** A view whose declaration changed is filled beside what stood before, and never shown half. */
export function versionConformance(make: MakeEngine, partitions: number): void {
  /** Tallies are written under version 1; then a start with another declaration, whose page is held at its beginning. */
  async function deployed(
    page: ViewType,
    work: (inside: World, held: Held, service: Service, again: Again) => Promise<void>,
  ): Promise<void> {
    const fixture = await make({ partitions });
    try {
      const before = await world([tallies], fixture.engine);
      await fill(before, 3, 30);
      await before.drained().finally(() => before.host.stop());
      const service = serviceWith(page);
      const held = holding(await fixture.reopen(), page);
      const inside = await world([service], held.engine, { fillMaxMs: 20, waitMaxMs: 30 });
      const again: Again = async (other, then) => {
        await inside.host.stop();
        const next = await world([other], await fixture.reopen());
        await then(next).finally(() => next.host.stop());
      };
      await work(inside, held, service, again).finally(async () => {
        held.letGo();
        await inside.host.stop();
      });
    } finally {
      await fixture.dispose();
    }
  }
  type Again = (service: Service, work: (inside: World) => Promise<void>) => Promise<void>;

  const pageOf = ({ host }: World) => host.runtimes.get('tallies')!.views.get(pageName)!;
  const read = ({ host }: World, service: Service, more: object = {}) =>
    host.query(service, service.queries[0]!, { tally: 't1' }, { ...stranger, ...more }) as Promise<{
      sum: number;
    }>;

  describe(`versions of views, ${partitions} partition(s)`, () => {
    it('VW16: rows of a version that can serve are read until the new ones are built; tokens are not ignored', () =>
      deployed(changedPage([1]), async (inside, held, service) => {
        deepStrictEqual(pageOf(inside).standIn(), {
          version: 1,
          number: 1,
          indexes: [...tableIndexes],
          search: true,
        });
        const { sum } = await read(inside, service);
        ok(sum > 0);
        const done = await inside.host.execute(
          service,
          add,
          { tally: 't1', amount: 5 },
          { ...stranger, actor: 'ben' },
        );
        ok('positions' in done);
        equal((await read(inside, service)).sum, sum);
        await rejects(read(inside, service, { least: done.positions }), { code: 'not-yet-visible' });
        held.letGo();
        await pageOf(inside).filled;
        equal((await read(inside, service, { least: done.positions })).sum, sum + 5);
        equal(pageOf(inside).standIn(), undefined);
        await assertFold(inside, service.views[0]!);
        await rejects(async () => {
          for (;;) {
            await inside.host.runtimes.get('tallies')!.store.count(before);
            await inside.clock.turn(); // They go after the new ones are shown.
          }
        }, /not open/);
      }));

    it('VW15: where they cannot serve, it is said that the view is being built; half of it is never shown', () =>
      deployed(changedPage([]), async (inside, held, service) => {
        equal(pageOf(inside).isFilled(), false);
        await rejects(read(inside, service), { code: 'not-yet-visible', message: /being built/ });
        held.letGo();
        await pageOf(inside).filled;
        ok((await read(inside, service)).sum > 0);
      }));

    it('VW16: rows without an index that is asked for today cannot serve, whatever their author thinks', () => {
      const indexes = { ...tallyPage.indexes, byNote: { in: (row: { note: string }) => row.note } };
      return deployed(changedPage([1], { indexes }), async (inside, _held, service) => {
        await rejects(read(inside, service), { code: 'not-yet-visible' });
      });
    });

    it('VW16: a start in between goes on with both; the version before finds its rows as it left them', () =>
      deployed(changedPage([1]), async (inside, _held, service, again) => {
        const { sum } = await read(inside, service);
        await again(service, async (next) => {
          await next.drained();
          equal((await read(next, service)).sum, sum);
          await assertFold(next, service.views[0]!);
        });
      }));

    it('VW16: whoever goes back to the version before goes on with its rows at once', () =>
      deployed(changedPage([1]), async (_inside, _held, _service, again) => {
        const old = serviceWith(tallyPage);
        await again(old, async (next) => {
          deepStrictEqual([pageOf(next).live().number, pageOf(next).isFilled()], [1, true]);
          await next.drained();
          await assertFold(next, tallyPage);
        });
      }));

    it('ER3: who is erased meanwhile is not readable in the rows of before, which are gone then', () =>
      deployed(changedPage([1]), async (inside, held, service) => {
        await inside.host.execute(service, forgetMe, {}, { ...stranger, actor: 'ana' });
        await rejects(read(inside, service), { code: 'not-yet-visible' });
        await rejects(async () => inside.host.runtimes.get('tallies')!.store.count(before), /not open/);
        held.letGo();
        await pageOf(inside).filled;
        equal(((await read(inside, service)) as unknown as { note: string }).note, '[erased]');
      }));
  });
}

const tableIndexes = Object.keys(tallyPage.indexes);
const before = { id: 'tally_page_v1_1', indexes: tableIndexes, search: true };

interface Held {
  readonly engine: Engine;
  letGo(): void;
}

/** To the reader of one view, and to nobody else, the log looks as if it ended where they are. */
function holding(engine: Engine, { reads }: ViewType): Held {
  const held = { on: true };
  const own = reads.map(({ type }) => type).join();
  const readPartition: EventStore['readPartition'] = (partition, after, limit, types) =>
    held.on && types?.join() === own
      ? Promise.resolve({ events: [], position: after })
      : engine.events.readPartition(partition, after, limit, types);
  return {
    engine: { ...engine, events: { ...engine.events, readPartition } },
    letGo: () => void (held.on = false),
  };
}
