import { deepStrictEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { pause, resume, viewStatus } from '../operate/index.ts';
import type { Positions, QueryOptions } from '../runtime/dispatch.ts';
import { world, type World } from '../testing/world.ts';
import { acrossRestart, assertFold, fill, inWorld, run, type MakeEngine } from './runtime-fixture.ts';
import {
  add,
  adders,
  latest,
  openTally,
  poison,
  readTally,
  rewardHundreds,
  tallies,
  tallyPage,
} from './sample.ts';

/** Subscriptions and views: exactly once, in order, past poison, over restarts. */
export function subscriptionConformance(make: MakeEngine, partitions: number): void {
  describe(`subscriptions and views, ${partitions} partition(s)`, () => {
    it('VW3: rows are the fold of the log, also where events of all partitions meet in one row', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 12, 400);
        await inside.drained();
        await assertFold(inside, tallyPage);
        await assertFold(inside, adders);
      }));

    it('VW37: two processes that project the same views leave the fold of the log, and both show it', () =>
      inWorld(make, partitions, async (inside, { beside }) => {
        if (!beside) return;
        const engine = await beside();
        const other = await world([tallies], engine);
        try {
          await fill(inside, 6, 60);
          const adding = [inside, other].flatMap((one) =>
            Array.from({ length: 60 }, (_, i) => run(one, add, { tally: `t${i % 6}`, amount: 2 }, 'dana')),
          );
          await Promise.all(adding);
          for (const one of [inside, other]) await one.drained();
          for (const one of [inside, other]) {
            await assertFold(one, tallyPage);
            await assertFold(one, adders);
            const { look } = one.host.runtimes.get('tallies')!;
            deepStrictEqual(await look.get(adders, 'dana'), { sum: 240, times: 120 });
          }
        } finally {
          await other.host.stop();
          await engine.close();
        }
      }));

    it('SU2: what was consumed before a restart is not consumed again', () =>
      acrossRestart(
        make,
        partitions,
        async (inside) => {
          await fill(inside, 5, 100);
          await inside.drained();
        },
        async (inside) => {
          await inside.drained();
          equal(inside.host.runtimes.get('tallies')!.views.get('adders')!.live().applied(), 0);
          await run(inside, add, { tally: 't1', amount: 3 }, 'ana');
          await inside.drained();
          await assertFold(inside, adders);
        },
      ));

    it('SU4: lost hints cost time, never events', () =>
      inWorld(
        async (options) => {
          const fixture = await make(options);
          const events = { ...fixture.engine.events, onAppended: () => () => {} };
          return { ...fixture, engine: { ...fixture.engine, events } };
        },
        partitions,
        async (inside) => {
          await fill(inside, 3, 30);
          const { consumer } = inside.host.runtimes.get('tallies')!.views.get('adders')!.live();
          const heads = await inside.host.engine.events.heads();
          const deadline = performance.now() + 10_000;
          while (!heads.every((head, p) => consumer.has(p, head)) && performance.now() < deadline)
            await inside.clock.turn();
          await assertFold(inside, adders);
        },
      ));

    it('SU6: a poison event parks its sequence; others go on; retry brings it back in order', () =>
      inWorld(make, partitions, async (inside) => {
        const runtime = inside.host.runtimes.get('tallies')!;
        await fill(inside, 4, 8);
        await inside.drained();
        poison.on = true;
        try {
          await run(inside, add, { tally: 't0', amount: 666 }, 'ana');
          await run(inside, add, { tally: 't0', amount: 1 }, 'ana');
          await run(inside, add, { tally: 't1', amount: 2 }, 'ana');
          await inside.drained();
          const parked = await runtime.store.parked();
          deepStrictEqual(
            parked.map(({ stream, error }) => [stream, error !== '']),
            [['tally-t0', true], ['tally-t0', false], ...(parked.length > 2 ? [['tally-t0', false]] : [])],
          );
          const t1 = (await runtime.look.get(tallyPage, 't1')) as { sum: number };
          ok(t1.sum > 2);
        } finally {
          poison.on = false;
        }
        const left = await inside.host.retryParked('tallies', { view: 'tally-page' });
        equal(left.left, 0);
        await assertFold(inside, tallyPage);
        deepStrictEqual(await runtime.store.parked(), []);
      }));

    it('SU7: a paused consumer stands still, resumed it catches up', () =>
      inWorld(make, partitions, async (inside) => {
        const { consumer } = inside.host.runtimes.get('tallies')!.views.get('adders')!.live();
        await consumer.exclusively(async () => consumer.pause());
        await fill(inside, 3, 20);
        equal(
          consumer.cursors().reduce((sum, n) => sum + n, 0),
          0,
        );
        consumer.resume();
        await inside.drained();
        await assertFold(inside, adders);
      }));

    it('SU9: what was paused stands still after a restart too, is shown so, and goes on where it stood', () =>
      acrossRestart(
        make,
        partitions,
        async (inside) => {
          await fill(inside, 3, 20);
          await inside.drained();
          for (const name of ['adders', 'reward-hundreds', 'latest']) await pause(inside.host, name);
        },
        async (inside) => {
          await run(inside, add, { tally: 't1', amount: 100 }, 'ana');
          await inside.drained();
          const { services } = await viewStatus(inside.host);
          const states = services.flatMap(({ readers }) =>
            readers.map((one) => [one.name, one.kind === 'view' ? one.builds[0]?.state : one.state]),
          );
          deepStrictEqual(states, [
            ['tally-page', 'running'],
            ['adders', 'paused'],
            ['latest', 'paused'],
            ['reward-hundreds', 'paused'],
          ]);
          const page = () => inside.host.runtimes.get('tallies')!.look.get(tallyPage, 't1');
          equal(((await page()) as { rewarded: number }).rewarded, 0);
          await resume(inside.host, 'all');
          await inside.drained();
          await assertFold(inside, adders);
          equal(((await page()) as { rewarded: number }).rewarded, 1);
        },
      ));

    it('VW6: a read with a position token shows that write, at once after the answer', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, { tally: 't', name: 'n', note: 'x' }, 'ana');
        for (let sum = 1; sum <= 50; sum++) {
          const done = await run(inside, add, { tally: 't', amount: 1 }, 'ben');
          if (!('positions' in done)) throw new Error('refused');
          const row = await inside.host.query(
            tallies,
            readTally,
            { tally: 't' },
            { actor: null, session: null, roles: [], least: done.positions },
          );
          equal((row as { sum: number }).sum, sum);
        }
      }));

    it('VW6: a query says how far what it reads has come, and shows no less', () =>
      inWorld(
        make,
        partitions,
        async (inside) => {
          const { host } = inside;
          await run(inside, openTally, { tally: 't', name: 'n', note: 'x' }, 'ana');
          const written: { readonly at: Positions; readonly sum: number }[] = [];
          for (let sum = 1; sum <= 50; sum++) {
            const done = await run(inside, add, { tally: 't', amount: 1 }, 'ben');
            if (!('positions' in done)) throw new Error('refused');
            written.push({ at: done.positions, sum });
            const upTo = host.position(tallies, readTally) ?? new Map();
            const anyone = { actor: null, session: null, roles: [] };
            const row = await host.query(tallies, readTally, { tally: 't' }, anyone);
            const shown = 'refusal' in row ? 0 : (row as { sum: number }).sum;
            for (const { at, sum: least } of written)
              if ([...at].every(([partition, position]) => position <= (upTo.get(partition) ?? 0)))
                ok(shown >= least, `${shown} is shown, and ${least} was promised`);
          }
          await inside.drained();
          const heads = new Map((await host.engine.events.heads()).entries());
          for (const [partition, position] of host.position(tallies, readTally) ?? [])
            equal(position, heads.get(partition));
        },
        { visibleMaxMs: 0 },
      ));

    it('VW6: a token that is not reached within the bound is answered not-yet-visible, never with old rows', () =>
      inWorld(
        make,
        partitions,
        async (inside) => {
          await run(inside, openTally, { tally: 't', name: 'n', note: 'x' }, 'ana');
          const { consumer } = inside.host.runtimes.get('tallies')!.views.get('tally-page')!.live();
          consumer.pause();
          const done = await run(inside, add, { tally: 't', amount: 5 }, 'ben');
          if (!('positions' in done)) throw new Error('refused');
          const waits = mock.method(consumer, 'reached');
          const call = { actor: null, session: null, roles: [], least: done.positions };
          await rejects(inside.host.query(tallies, readTally, { tally: 't' }, call), {
            code: 'not-yet-visible',
          });
          ok(waits.mock.callCount() > 0, 'it was waited for');
        },
        { waitMaxMs: 30, visibleMaxMs: 0 },
      ));

    it('VW6: while the log cannot tell what was written, a token is waited for', () =>
      inWorld(
        make,
        partitions,
        async (inside) => {
          await run(inside, openTally, { tally: 't', name: 'n', note: 'x' }, 'ana');
          const { consumer } = inside.host.runtimes.get('tallies')!.views.get('tally-page')!.live();
          consumer.pause();
          const done = await run(inside, add, { tally: 't', amount: 5 }, 'ben');
          if (!('positions' in done)) throw new Error('refused');
          const heads = mock.method(inside.host.engine.events, 'heads', () =>
            Promise.reject(new Error('away')),
          );
          const reached = consumer.reached.bind(consumer);
          mock.method(consumer, 'reached', (...asked: Parameters<typeof reached>) => {
            heads.mock.restore();
            consumer.resume();
            return reached(...asked);
          });
          const call = { actor: null, session: null, roles: [], least: done.positions };
          const { sum } = (await inside.host.query(tallies, readTally, { tally: 't' }, call)) as {
            sum: number;
          };
          equal(sum, 5);
          ok(heads.mock.callCount() > 0, 'the log was asked');
        },
        { visibleMaxMs: 0 },
      ));

    it('VW6: a token of what was never written is answered at once: whoever sends many takes no time and no place', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, { tally: 't', name: 'n', note: 'x' }, 'ana');
        const { consumer } = inside.host.runtimes.get('tallies')!.views.get('tally-page')!.live();
        const waits = mock.method(consumer, 'reached');
        const call = { actor: null, session: null, roles: [], least: new Map([[0, 1_000_000]]) };
        await rejects(inside.host.query(tallies, readTally, { tally: 't' }, call), {
          code: 'not-yet-visible',
        });
        equal(waits.mock.callCount(), 0, 'nobody waited');
      }));

    it('VW6: of a paused view a token that it does not cover is told so at once; without one it is read as it stands', () =>
      inWorld(
        make,
        partitions,
        async (inside) => {
          await run(inside, openTally, { tally: 't', name: 'n', note: 'x' }, 'ana');
          await inside.drained();
          const { consumer } = inside.host.runtimes.get('tallies')!.views.get('tally-page')!.live();
          const waits = mock.method(consumer, 'reached');
          const anyone = { actor: null, session: null, roles: [] };
          const ask = (call: QueryOptions) => inside.host.query(tallies, readTally, { tally: 't' }, call);
          await pause(inside.host, 'tally-page');
          const done = await run(inside, add, { tally: 't', amount: 5 }, 'ben');
          if (!('positions' in done)) throw new Error('refused');
          await rejects(ask({ ...anyone, least: done.positions }), {
            code: 'not-yet-visible',
            detail: /operator has paused/,
          });
          const own = await ask({ ...anyone, actor: 'ben' });
          equal((own as { sum: number }).sum, 0);
          equal(waits.mock.callCount(), 0, 'nobody waited');
          waits.mock.restore();
          await resume(inside.host, 'tally-page');
          await inside.drained();
          equal(((await ask({ ...anyone, least: done.positions })) as { sum: number }).sum, 5);
        },
        { waitMaxMs: 2_000 },
      ));

    it('VW10: a memory view follows from the head on', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 2, 10);
        await inside.drained();
        equal(inside.host.runtimes.get('tallies')!.look.memory(latest).seen().length, 10);
      }));

    it('PO1: a policy acts once per cause, also when its cursor is lost and it replays', () => {
      const rewarded = async (inside: World): Promise<number[]> => {
        const rows = await inside.host.runtimes.get('tallies')!.look.getMany(tallyPage, ['t0', 't1', 't2']);
        return rows.map((row) => (row as { rewarded: number }).rewarded);
      };
      return acrossRestart(
        make,
        partitions,
        async (inside) => {
          await fill(inside, 3, 120);
          await inside.drained();
          deepStrictEqual(await rewarded(inside), [1, 1, 1]);
          await inside.host.runtimes.get('tallies')!.ledger.resetCursors(`policy:${rewardHundreds.name}`);
        },
        async (inside) => {
          await inside.drained();
          deepStrictEqual(await rewarded(inside), [1, 1, 1]);
        },
      );
    });
  });
}
