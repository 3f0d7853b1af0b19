import { deepStrictEqual, equal, notDeepStrictEqual, notEqual, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fault } from '../fault.ts';
import { pause, resume } from '../operate/index.ts';
import { world, type World } from '../testing/world.ts';
import type { Service } from '../service.ts';
import { view } from '../view.ts';
import { inTwo } from './in-two.ts';
import { assertFold, followed, run, type MakeEngine } from './runtime-fixture.ts';
import { add, adders, forgetMe, rewardHundreds, tallies, tallyPage } from './sample.ts';

/** What one of several processes is told to do, the others that share its storage do, too. */
export function processConformance(make: MakeEngine, partitions: number): void {
  const inBoth = (work: (one: World, other: World) => Promise<void>, service?: Service): Promise<void> =>
    inTwo(make, partitions, work, service && { service });
  const runtimeOf = ({ host }: World) => host.runtimes.get('tallies')!;
  const viewOf = (inside: World, name: string) => runtimeOf(inside).views.get(name)!;
  const addTo = (inside: World) => run(inside, add, { tally: 't1', amount: 1 }, 'ben');

  describe(`several processes, ${partitions} partition(s)`, () => {
    it('SU9: what one pauses no other goes on with, and all go on when it is resumed', () =>
      inBoth(async (one, other) => {
        await pause(one.host, 'adders');
        await pause(one.host, rewardHundreds.name);
        const { store } = runtimeOf(one);
        const { table } = viewOf(one, 'adders').live();
        const before = await store.scan(table, '', 100);
        for (const each of [one, other, one, other]) await addTo(each);
        for (const each of [one, other]) await each.drained();
        deepStrictEqual(await store.scan(table, '', 100), before);
        await runtimeOf(other).follow();
        equal(viewOf(other, 'adders').live().consumer.state(), 'paused');
        equal(runtimeOf(other).policies.get(rewardHundreds.name)!.consumer.state(), 'paused');
        await resume(other.host, 'all');
        await runtimeOf(one).follow();
        for (const each of [one, other]) {
          notEqual(viewOf(each, 'adders').live().consumer.state(), 'paused');
          await each.drained();
          await assertFold(each, adders);
        }
        notDeepStrictEqual(await store.scan(table, '', 100), before);
      }));

    it('VW18: what one has rebuilt the others read and keep up to date; what it retired they no longer miss', () =>
      inBoth(async (one, other) => {
        equal((await viewOf(one, 'tally-page').rebuild()).finding, undefined);
        await addTo(other);
        await followed([other], () => viewOf(other, 'tally-page').live().number === 2);
        deepStrictEqual(
          [one, other].map((each) =>
            viewOf(each, 'tally-page')
              .builds()
              .map(({ number }) => number),
          ),
          [
            [2, 1],
            [2, 1],
          ],
        );
        await viewOf(one, 'tally-page').retire();
        ok(await runtimeOf(other).look.get(tallyPage, 't0'));
        ok(
          (await runtimeOf(other).look.range(tallyPage, 'all', { group: 'all', limit: 9 })).rows.length === 5,
        );
        await addTo(other);
        for (const each of [one, other]) {
          await runtimeOf(each).follow();
          await each.drained();
          await assertFold(each, tallyPage);
        }
      }));

    for (const when of ['beginning', 'building', 'catching-up', 'verifying'] as const)
      it(`VW18: of two rebuilds, the other begun while one is ${when}, at least one ends well, and both processes read the same build`, () =>
        inBoth(async (one, other) => {
          // Either may end first: neither end waits for the other to be heard.
          let second: Promise<PromiseSettledResult<unknown>[]> | undefined;
          const beginSecond = (): void =>
            void (second ??= Promise.allSettled([viewOf(other, 'adders').rebuild()]));
          const first = Promise.allSettled([
            viewOf(one, 'adders').rebuild(({ state }) => {
              if (state === when) beginSecond();
            }),
          ]);
          if (when === 'beginning') beginSecond();
          const ends = [...(await first), ...((await second) ?? [])];
          ok(ends.some(({ status }) => status === 'fulfilled'));
          for (const end of ends)
            if (end.status === 'rejected')
              equal((end.reason as Fault).code, 'contention', String(end.reason));
          const number = (inside: World): number => viewOf(inside, 'adders').live().number;
          await followed([one, other], () => number(one) === number(other));
          await addTo(one);
          for (const each of [one, other]) {
            await each.drained();
            await assertFold(each, adders);
          }
        }));

    it('ER3: what one process builds while another one erases holds nothing of the person once it is read', () =>
      inBoth(async (one, other) => {
        let erasing: Promise<unknown> | undefined;
        await viewOf(other, 'tally-page').rebuild(({ state }) => {
          if (state === 'catching-up') erasing = run(one, forgetMe, {}, 'ana');
        });
        await erasing;
        for (const each of [one, other]) {
          await runtimeOf(each).follow();
          await each.drained();
          const { rows } = await runtimeOf(each).look.range(tallyPage, 'all', { group: 'all', limit: 9 });
          deepStrictEqual(
            rows.map((row) => (row as { note: string }).note),
            rows.map(() => '[erased]'),
          );
          await assertFold(each, tallyPage);
        }
      }));

    it('VW18: an earlier and a later version side by side: each shows the whole log, or says that it cannot', () => {
      const { name, ...spec } = tallyPage;
      const later = view(name, { ...spec, version: 2, canServe: [] });
      const views = tallies.views.map((one) => (one.name === name ? later : one));
      const service = { ...tallies, views, queries: [], memoryViews: [], policies: [] };
      return inBoth(async (one, other) => {
        await viewOf(other, name).filled;
        for (let i = 0; i < 20; i++) await addTo(one);
        await addTo(other);
        for (const each of [one, other]) await runtimeOf(each).follow();
        await other.drained();
        await assertFold(other, later);
        await assertFold(other, adders);
        await assertFold(one, adders);
        await rejects(
          async () => {
            for (;;) {
              await runtimeOf(one).look.get(tallyPage, 't1');
              await one.clock.turn(); // Its rows go after the later ones are shown.
            }
          },
          { code: 'not-yet-visible' },
        );
        await rejects(viewOf(one, name).rebuild(), { code: 'contention' });
      }, service);
    });

    it('VW18: a process that starts drops nothing that another one is building', () =>
      inBoth(async (one, other) => {
        const { store } = runtimeOf(one);
        let third: Promise<World> | undefined;
        const { finding, state } = await viewOf(one, 'tally-page').rebuild((progress) => {
          if (progress.state === 'catching-up') third = world([tallies], other.host.engine);
        });
        deepStrictEqual([state, finding], ['live', undefined]);
        ok(third);
        await (await third).host.stop();
        equal(await store.count(viewOf(one, 'tally-page').live().table), 5);
        await assertFold(one, tallyPage);
      }));
  });
}
