import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../testing/world.ts';
import { inTwo } from './in-two.ts';
import { run, type MakeEngine } from './runtime-fixture.ts';
import { add, adders, forgetMe, poison, tallyPage } from './sample.ts';

/** What a process remembers of rows, beside others that change them (VW39). */
export function nearConformance(make: MakeEngine, partitions: number): void {
  const inBoth = (work: (one: World, other: World) => Promise<void>): Promise<void> =>
    inTwo(make, partitions, work, { tallyCount: 6 });

  describe(`rows that a process remembers, ${partitions} partition(s)`, () => {
    it('VW39: under writes and reads of two processes, who has seen the whole log shows all of it, by key and by index', () =>
      inBoth(async (one, other) => {
        for (let round = 0; round < 8; round++) {
          await Promise.all(
            [one, other].flatMap((each, which) =>
              Array.from({ length: 12 }, async (_, i) => {
                await run(each, add, { tally: `t${(i + which) % 6}`, amount: (i % 5) - 1 }, `p${i % 4}`);
                await shown(i % 2 === 0 ? one : other);
              }),
            ),
          );
          for (const each of [one, other]) await each.drained();
          const stored = await inStore(one);
          for (const each of [one, other]) deepStrictEqual(await shown(each), stored);
        }
      }));

    it('VW39: what has not been compared with the store for two seconds is read there', () =>
      inBoth(async (one, other) => {
        const stateOf = (each: World): string => viewOf(each, 'adders').live().consumer.state();
        const follower = [one, other].find((each) => stateOf(each) === 'following');
        ok(follower, 'one of two follows');
        const owner = follower === one ? other : one;
        const sumOf = async (): Promise<number | undefined> =>
          (await runtimeOf(follower).look.get(adders, 'ana'))?.sum;
        const sum = (await sumOf()) ?? 0;
        // It hears of nothing any more, as a process that was stopped.
        viewOf(follower, 'adders').live().consumer.pause();
        await run(owner, add, { tally: 't1', amount: 1000 }, 'ana');
        await owner.drained();
        equal(await sumOf(), sum, 'it remembers what it knows');
        follower.clock.advance(2500);
        equal(await sumOf(), sum + 1000);
      }));

    it('VW39: what one process retries changes rows that no new event tells of, and the other shows it, too', () =>
      inBoth(async (one, other) => {
        const sums = async (): Promise<unknown[]> =>
          Promise.all(
            [one, other].map(async (each) => {
              const { look } = runtimeOf(each);
              const { rows } = await look.range(tallyPage, 'all', { group: 'all', limit: 9 });
              return [(await look.get(tallyPage, 't1'))?.sum, rows.find(({ id }) => id === 't1')?.sum];
            }),
          );
        const [before] = (await sums()) as [[number, number]];
        poison.on = true;
        try {
          await run(one, add, { tally: 't1', amount: 666 }, 'gus');
          for (const each of [one, other]) await each.drained();
        } finally {
          poison.on = false;
        }
        deepStrictEqual(await sums(), [before, before], 'it is parked');
        equal((await one.host.retryParked('tallies', { view: 'tally-page' })).left, 0);
        // Whatever comes next makes who follows look where the owner stands.
        await run(one, add, { tally: 't2', amount: 1 }, 'gus');
        for (const each of [one, other]) await each.drained();
        const after = before.map((sum) => sum + 666);
        deepStrictEqual(await sums(), [after, after]);
      }));

    it('ER3: from the answer on no process shows fields of the person that it has read before', () =>
      inBoth(async (one, other) => {
        for (const each of [one, other]) {
          const { rows } = await runtimeOf(each).look.range(tallyPage, 'all', { group: 'all', limit: 9 });
          ok(rows.every((row) => row.note.startsWith('note')));
          ok((await runtimeOf(each).look.get(tallyPage, 't0'))?.note.startsWith('note'));
        }
        await run(one, forgetMe, {}, 'ana');
        for (const each of [other, one]) {
          const { look } = runtimeOf(each);
          equal((await look.get(tallyPage, 't0'))?.note, '[erased]');
          const { rows } = await look.range(tallyPage, 'all', { group: 'all', limit: 9 });
          deepStrictEqual(
            rows.map(({ note }) => note),
            rows.map(() => '[erased]'),
          );
        }
      }));
  });
}

const runtimeOf = ({ host }: World) => host.runtimes.get('tallies')!;
const viewOf = (inside: World, name: string) => runtimeOf(inside).views.get(name)!;
const tallyKeys = ['t0', 't1', 't2', 't3', 't4', 't5', 'none'];
const people = ['ana', 'ben', 'cleo', 'p0', 'p1', 'p2', 'p3', 'gus'];

/** All that a process answers of its views. */
async function shown(inside: World): Promise<unknown> {
  const { look } = runtimeOf(inside);
  const [pages, sums, bySum, newest] = await Promise.all([
    look.getMany(tallyPage, tallyKeys),
    look.getMany(adders, people),
    look.range(tallyPage, 'bySum', { group: 'all', limit: 4 }),
    look.range(tallyPage, 'all', { group: 'all', limit: 9, direction: 'ascending' }),
  ]);
  return JSON.parse(JSON.stringify({ pages, sums, bySum, newest }));
}

/** The same, of what is stored. */
async function inStore(inside: World): Promise<unknown> {
  const { store } = runtimeOf(inside);
  const tables = [tallyPage, adders].map(({ name }) => runtimeOf(inside).views.get(name)!.live().table);
  const [pages, sums] = await Promise.all(
    tables.map(async (table, i) => {
      const rows = await store.read(table, i === 0 ? tallyKeys : people);
      return rows.map((row) => (row === undefined ? null : (JSON.parse(row) as { id: string; sum: number })));
    }),
  );
  const rows = pages!.filter((row) => row !== null);
  const bySum = rows.toSorted((a, b) => b.sum - a.sum || (a.id < b.id ? 1 : -1));
  return {
    pages,
    sums,
    bySum: {
      rows: bySum.slice(0, 4),
      keys: bySum.slice(0, 4).map(({ id }) => id),
      next: `n${bySum[3]!.sum}~${bySum[3]!.id}`,
    },
    newest: { rows, keys: rows.map(({ id }) => id) },
  };
}
