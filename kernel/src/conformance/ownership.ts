import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fault } from '../fault.ts';
import type { Engine, Leases, ViewStore } from '../ports/index.ts';
import type { Consumer } from '../runtime/consumer-spec.ts';
import { world, type World } from '../testing/world.ts';
import {
  assertFold,
  fill,
  followed,
  inWorld,
  run,
  type EngineFixture,
  type MakeEngine,
} from './runtime-fixture.ts';
import { add, adders, rewardHundreds, tallies, tallyPage } from './sample.ts';

/** Several processes share the work: each view and policy is done by one of them (OW9 to OW12). */
export function ownershipConformance(make: MakeEngine, partitions: number): void {
  describe(`ownership, ${partitions} partition(s)`, () => {
    it('OW9: of two processes each does a part of the work, no event is applied twice, both show all', () =>
      besides(make, partitions, async (one, two) => {
        await fill(one, 6, 60);
        await Promise.all(
          [one, two].flatMap((each, which) =>
            Array.from({ length: 90 }, (_, i) =>
              run(each, add, { tally: ofIts(which, i), amount: 1 }, 'dana'),
            ),
          ),
        );
        for (const each of [one, two]) await each.drained();
        const states = [one, two].map((each) => consumersOf(each).map((consumer) => consumer.state()));
        for (const [i, state] of states[0]!.entries())
          deepStrictEqual(new Set([state, states[1]![i]]), new Set(['following', 'running']));
        for (const own of states) ok(own.includes('running'), 'each does something');
        for (const each of [one, two]) {
          await assertFold(each, tallyPage);
          await assertFold(each, adders);
          const { look } = runtimeOf(each);
          deepStrictEqual(await look.get(adders, 'dana'), { sum: 180, times: 180 });
        }
        const applied = [one, two].map((each) => runtimeOf(each).views.get('adders')!.live().applied());
        equal(applied[0]! + applied[1]!, 60 + 180);
        ok(applied.includes(0), 'one process applied them all');
      }));

    it('OW10: who stops leaves its work to the others, who go on where it stood', () =>
      besides(make, partitions, async (one, two) => {
        await fill(one, 4, 40);
        for (const each of [one, two]) await each.drained();
        await two.host.stop();
        await owns(one, all);
        for (let i = 0; i < 40; i++) await run(one, add, { tally: `t${i % 4}`, amount: 1 }, 'eve');
        await one.drained();
        await assertFold(one, tallyPage);
        await assertFold(one, adders);
      }));

    it('OW12: who is taken for gone and is not changes nothing any more: its commits are refused', () =>
      besides(make, partitions, async (one, two, leases) => {
        await fill(two, 4, 20);
        for (const each of [one, two]) await each.drained();
        await owns(two, some);
        leases.freeze();
        await leases.others.leave('two');
        await owns(one, all);
        // It still believes to own what it had, and reads every event that comes.
        await Promise.all(
          [one, two].flatMap((each, which) =>
            Array.from({ length: 60 }, (_, i) =>
              run(each, add, { tally: ofIts(which, i, 4), amount: 5 }, 'finn'),
            ),
          ),
        );
        await one.drained();
        ok(leases.refused() > 0, 'it tried, and was refused');
        await assertFold(one, tallyPage);
        await assertFold(one, adders);
        const rows = await runtimeOf(one).look.getMany(tallyPage, ['t0', 't1', 't2', 't3']);
        deepStrictEqual(
          rows.map((row) => row?.rewarded),
          [1, 1, 1, 1],
        );
        leases.thaw();
        await two.drained();
        equal(consumersOf(two).filter((consumer) => consumer.state() === 'failing').length, 0);
      }));

    it('OW11: a view is rebuilt by the process that is asked, whoever owned it, under writes of both; all read it then', () =>
      besides(make, partitions, async (one, two) => {
        await fill(one, 6, 120);
        for (const each of [one, two]) await each.drained();
        const owner = consumersOf(one).map((consumer) => consumer.state() === 'running');
        ok(owner.includes(false), 'some are owned by the other');
        const view = (inside: World, name: string) => runtimeOf(inside).views.get(name)!;
        for (const name of ['tally-page', 'adders']) {
          const adding = [one, two].flatMap((each, which) =>
            Array.from({ length: 40 }, (_, i) =>
              run(each, add, { tally: ofIts(which, i), amount: 1 }, 'gus'),
            ),
          );
          const { state, finding } = await view(one, name).rebuild();
          deepStrictEqual([state, finding], ['live', undefined]);
          await Promise.all(adding);
          const { number } = view(one, name).live();
          await followed([two], () => view(two, name).live().number === number);
        }
        for (const each of [one, two]) await each.drained();
        for (const each of [one, two]) {
          await assertFold(each, tallyPage);
          await assertFold(each, adders);
          deepStrictEqual(await runtimeOf(each).look.get(adders, 'gus'), { sum: 160, times: 160 });
        }
        await view(two, 'adders').rollBack();
        const { number } = view(two, 'adders').live();
        await followed([one], () => view(one, 'adders').live().number === number);
        await view(one, 'adders').retire();
        await followed([two], () => view(two, 'adders').builds().length === 1);
        await assertFold(two, adders);
      }));

    it('OW9: a policy that begins at the head begins once, whoever comes later', () =>
      besides(make, partitions, async (one, two) => {
        await fill(one, 3, 120);
        for (const each of [one, two]) await each.drained();
        const rewarded = await runtimeOf(two).look.getMany(tallyPage, ['t0', 't1', 't2']);
        deepStrictEqual(
          rewarded.map((row) => row?.rewarded),
          [1, 1, 1],
        );
        const name = `policy:${rewardHundreds.name}`;
        deepStrictEqual(
          consumersOf(one)
            .find((consumer) => consumer.name === name)
            ?.cursors(),
          consumersOf(two)
            .find((consumer) => consumer.name === name)
            ?.cursors(),
        );
      }));
  });
}

const runtimeOf = ({ host }: World) => host.runtimes.get('tallies')!;

/** Each process writes to tallies of its own: here it is not about races for one stream. */
const ofIts = (process: number, i: number, tallyCount = 6): string =>
  `t${process * (tallyCount / 2) + (i % (tallyCount / 2))}`;

/** All that work is shared of: views and policies. */
const consumersOf = (inside: World): Consumer[] => {
  const { views, policies } = runtimeOf(inside);
  return [...[...views.values()].map((view) => view.live()), ...policies.values()].map(
    ({ consumer }) => consumer,
  );
};

const all = (states: readonly string[]): boolean => states.every((state) => state === 'running');
const some = (states: readonly string[]): boolean => states.includes('running');

const turnsMax = 1_000_000;

async function owns(inside: World, enough: (states: readonly string[]) => boolean): Promise<void> {
  for (let turns = 0; turns < turnsMax; turns++) {
    if (enough(consumersOf(inside).map((consumer) => consumer.state()))) return;
    await inside.clock.turn();
  }
  throw new Error(
    `It owns ${consumersOf(inside)
      .map((consumer) => `${consumer.name}: ${consumer.state()}`)
      .join(', ')}`,
  );
}

interface Frozen {
  /** What the second process says and hears of leases stands still: it is cut off and goes on. */
  freeze(): void;
  thaw(): void;
  readonly others: Leases;
  /** Commits of the second process that the store refused. */
  refused(): number;
}

/** Two processes on one storage, where an engine has that. */
async function besides(
  make: MakeEngine,
  partitions: number,
  work: (one: World, two: World, leases: Frozen) => Promise<void>,
): Promise<void> {
  const fast = async (options: { partitions: number }): Promise<EngineFixture> => {
    const fixture = await make(options);
    return { ...fixture, engine: withFastBeats(fixture.engine) };
  };
  await inWorld(
    fast,
    partitions,
    async (one, { beside, engine: first }) => {
      if (!first.leases || !beside) return;
      const opened = await beside();
      let frozen = false;
      const leases = withFastBeats(opened).leases as Leases;
      const beat: Leases['beat'] = (...call) =>
        frozen ? Promise.reject(new Error('cut off')) : leases.beat(...call);
      let refused = 0;
      const counted = async (service: string): Promise<ViewStore> => {
        const store = await opened.views(service);
        const commit: ViewStore['commit'] = (changes) =>
          store.commit(changes).catch((error: unknown) => {
            if (error instanceof Fault && error.code === 'contention') refused++;
            throw error;
          });
        return { ...store, commit };
      };
      const engine = { ...opened, leases: { ...leases, beat }, views: counted };
      const two = await world([tallies], engine, { member: 'two' });
      try {
        await Promise.all([owns(one, some), owns(two, some)]);
        await work(one, two, {
          freeze: () => void (frozen = true),
          thaw: () => void (frozen = false),
          others: first.leases,
          refused: () => refused,
        });
      } finally {
        await two.host.stop();
        await opened.close();
      }
    },
    { member: 'one' },
  );
}

/** Beats follow each other quickly; how long the storage believes a member is its own matter. */
const withFastBeats = (engine: Engine): Engine =>
  engine.leases ? { ...engine, leases: { ...engine.leases, holdMs: 100 } } : engine;
