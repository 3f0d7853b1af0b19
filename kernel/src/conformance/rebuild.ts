import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RowChange } from '../ports/index.ts';
import { view } from '../view.ts';
import { acrossRestart, assertFold, fill, inWorld, run, type MakeEngine } from './runtime-fixture.ts';
import { add, adders, forgetMe, openTally, tallies, tallyPage } from './sample.ts';

/** Rebuilds: beside the live build, under live writes, verified, reversible. */
export function rebuildConformance(make: MakeEngine, partitions: number): void {
  describe(`rebuild, ${partitions} partition(s)`, () => {
    it('VW8: a rebuild under live writes passes through its states and ends with the fold of the log', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 10, 300);
        const runtime = inside.host.runtimes.get('tallies')!.views.get('tally-page')!;
        const writing = { on: true };
        const writer = (async () => {
          for (let i = 0; writing.on; i++) await run(inside, add, { tally: `t${i % 10}`, amount: 1 }, 'ben');
        })();
        const states: string[] = [];
        const last = await runtime
          .rebuild(({ state }) => void (states.at(-1) !== state && states.push(state)))
          .finally(() => (writing.on = false));
        await writer;
        deepStrictEqual(
          states.filter((state) => state !== 'building'),
          ['catching-up', 'verifying', 'live'],
        );
        equal(last.state, 'live');
        equal(last.finding, undefined);
        await inside.drained();
        await assertFold(inside, tallyPage);
        equal(runtime.live().number, 2);
      }));

    it('VW5: rebuilt rows are byte-equal; damaged rows are found and replaced', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 5, 50);
        await inside.drained();
        const { store, views } = inside.host.runtimes.get('tallies')!;
        const runtime = views.get('tally-page')!;
        const damaged = {
          key: 't1',
          row: '{"id":"t1","owner":"ana","sum":-1,"note":"","rewarded":0}',
          added: [],
          removed: [],
        };
        await store.commit({
          consumer: 'damage',
          changes: [{ table: runtime.live().table, rows: [damaged] }],
        });
        const { finding } = await runtime.rebuild();
        ok(finding?.includes('differed'));
        await assertFold(inside, tallyPage);
      }));

    it('VW17: a damaged row, a lost and a stray place in an index, and a lost text are found, and nothing is changed', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 5, 50);
        await inside.drained();
        const { store, views } = inside.host.runtimes.get('tallies')!;
        const page = views.get('tally-page')!;
        deepStrictEqual(await page.verify(), { rows: 5, differences: 0, examples: [] });
        const { table } = page.live();
        const [row = ''] = await store.read(table, ['t1']);
        const damage = (change: Partial<RowChange>): Promise<void> => {
          const rows = [{ key: 't1', row, added: [], removed: [], ...change }];
          return store.commit({ consumer: 'damage', changes: [{ table, rows }] });
        };
        const place = { index: 'byOwner', group: 'ana', by: '' };
        for (const [harm, cure, found] of [
          [{ row: row.replace('"sum"', '"sun"') }, { row }, ['differs row t1']],
          [{ removed: [place] }, { added: [place] }, ['missing byOwner ana ["","t1"]']],
          [
            { added: [{ ...place, by: 'x' }] },
            { removed: [{ ...place, by: 'x' }] },
            ['left over byOwner ana ["x","t1"]'],
          ],
          [{ text: null }, { text: 'note 1' }, ['missing text of t1', 'missing text of t1']],
        ] as const) {
          await damage(harm);
          const verified = await page.verify();
          ok('examples' in verified);
          deepStrictEqual(
            verified.examples.map(({ what, where }) => `${what} ${where}`),
            found,
          );
          await damage(cure);
        }
        deepStrictEqual(await page.verify(), { rows: 5, differences: 0, examples: [] });
        equal(page.live().number, 1);
        equal(page.builds().length, 1);
      }));

    it('VW17: what is whole is found whole under live writes', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 10, 200);
        const writing = { on: true };
        const writer = (async () => {
          for (let i = 0; writing.on; i++) await run(inside, add, { tally: `t${i % 10}`, amount: 1 }, 'ben');
        })();
        const { views } = inside.host.runtimes.get('tallies')!;
        const verified = [views.get('tally-page')!, views.get('adders')!].map((one) => one.verify());
        const found = await Promise.all(verified).finally(() => (writing.on = false));
        await writer;
        for (const one of found) ok('differences' in one && one.differences === 0, JSON.stringify(one));
      }));

    it('VW9: a rebuild can be rolled back: the build before was kept up to date', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 5, 50);
        await inside.drained();
        const runtime = inside.host.runtimes.get('tallies')!.views.get('adders')!;
        await runtime.rebuild();
        await run(inside, add, { tally: 't0', amount: 9 }, 'ana');
        await runtime.rollBack();
        equal(runtime.live().number, 1);
        await inside.drained();
        await assertFold(inside, adders);
        await runtime.retire();
        equal(runtime.builds().length, 1);
      }));

    it('VW11: a changed declaration is built anew at the next start', () => {
      const doubled = view('adders', {
        ...adders,
        version: 2,
        project: {
          Added: {
            key: (e) => e.data.by,
            fold: (row, e) => ({ sum: (row?.sum ?? 0) + 2 * e.data.amount, times: (row?.times ?? 0) + 1 }),
          },
        },
      });
      return acrossRestart(
        make,
        partitions,
        async (inside) => {
          await fill(inside, 3, 30);
          await inside.drained();
        },
        async (inside) => {
          await inside.drained();
          await assertFold(inside, doubled);
        },
        [{ ...tallies, views: [tallyPage, doubled] }],
      );
    });

    it('PD1: personal fields are not readable in the store; after erasure rows rebuild with Erased', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, { tally: 't', name: 'n', note: 'a very private note' }, 'ana');
        await run(inside, add, { tally: 't', amount: 4 }, 'ana');
        await inside.drained();
        const [opened] = await inside.host.engine.events.readStream('tally-t', 1, 'forwards', 1);
        ok(opened && !opened.data.includes('private'));
        const { views, look } = inside.host.runtimes.get('tallies')!;
        equal(((await look.get(tallyPage, 't')) as { note: string }).note, 'a very private note');
        await run(inside, forgetMe, {}, 'ana');
        await views.get('tally-page')!.rebuild();
        deepStrictEqual(await look.get(tallyPage, 't'), {
          id: 't',
          owner: 'ana',
          sum: 4,
          note: '[erased]',
          rewarded: 0,
        });
      }));
  });
}
