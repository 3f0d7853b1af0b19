import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fault } from '../fault.ts';
import type { Engine, ViewStore } from '../ports/index.ts';
import { world, type World } from '../testing/world.ts';
import { assertFold, fill, inWorld, run, type MakeEngine } from './runtime-fixture.ts';
import { add, forgetMe, openTally, tallies, tally, tallyPage } from './sample.ts';

const secret = 'zanzibar';

/** Erasure: from the answer on nothing personal is readable, whatever stopped on the way. */
export function erasureConformance(make: MakeEngine, partitions: number): void {
  describe(`erasure, ${partitions} partition(s)`, () => {
    it('ER2, ER3: once it is answered nothing personal is in rows, search, cache or states; others keep theirs', () =>
      inWorld(make, partitions, async (inside) => {
        await community(inside);
        const { look } = inside.host.runtimes.get('tallies')!;
        ok(((await look.get(tallyPage, 'a1')) as { note: string }).note.includes(secret));
        await run(inside, forgetMe, {}, 'ana');
        await assertNothingLeft(inside);
        const { rows } = await look.search(tallyPage, { words: 'lisbon', limit: 10 });
        equal(rows.length, 3);
        await assertFold(inside, tallyPage);
      }));

    it('ER4: the rows are those of a rebuild, byte for byte, and go on from there', () =>
      inWorld(make, partitions, async (inside) => {
        await community(inside);
        await run(inside, forgetMe, {}, 'ana');
        const view = inside.host.runtimes.get('tallies')!.views.get('tally-page')!;
        equal((await view.rebuild()).finding, undefined);
        await run(inside, add, { tally: 'a1', amount: 9 }, 'ben');
        await inside.drained();
        equal((await view.rebuild()).finding, undefined);
      }));

    it('ER3: what is written at the same time is not readable either', () =>
      inWorld(make, partitions, async (inside) => {
        await community(inside);
        const writing = Array.from({ length: 20 }, (_, i) =>
          run(inside, openTally, { tally: `w${i}`, name: `w${i}`, note: `${secret} ${i}` }, 'ana').catch(
            (error: unknown) => equal((error as Fault).code, 'erased'),
          ),
        );
        await run(inside, forgetMe, {}, 'ana');
        await Promise.all(writing);
        await inside.drained();
        await assertNothingLeft(inside);
        await assertFold(inside, tallyPage);
      }));

    it('ER3: a build that is on its way, and the one before, hold nothing either', () =>
      inWorld(make, partitions, async (inside) => {
        await community(inside);
        await fill(inside, 3, 300);
        const view = inside.host.runtimes.get('tallies')!.views.get('tally-page')!;
        await view.rebuild();
        await Promise.all([view.rebuild(), run(inside, forgetMe, {}, 'ana')]);
        await assertNothingLeft(inside);
        await view.rollBack();
        await assertNothingLeft(inside);
      }));

    it('ER3: what another process had read before the key was destroyed is not written after the answer', () =>
      inWorld(
        make,
        partitions,
        async (inside, { beside }) => {
          if (!beside) return;
          const engine = await beside();
          // One that was taken for gone, and goes on: it shares no work, and does all of it.
          const { leases: _, ...alone } = engine;
          const late = lateCommits(alone);
          const other = await world([tallies], late.engine);
          try {
            await community(inside);
            const { consumer } = inside.host.runtimes.get('tallies')!.views.get('tally-page')!.live();
            await other.drained();
            await consumer.exclusively(async () => consumer.pause());
            late.held.on = true;
            await run(inside, openTally, { tally: 'late', name: 'late', note: secret }, 'ana');
            await late.reached;
            await run(inside, forgetMe, {}, 'ana');
            late.letGo();
            equal(await late.outcome, 'contention');
            consumer.resume();
            for (const one of [other, inside]) {
              await one.drained();
              await mended(one);
            }
          } finally {
            late.letGo();
            await other.host.stop();
            await engine.close();
          }
        },
        { visibleMaxMs: 0 },
      ));

    it('ER1: stopped between any two steps, it comes to its end with the next start', async () => {
      let stops = 0;
      for (let steps = 0; ; steps++) {
        const fixture = await make({ partitions });
        const breaking = { left: Number.POSITIVE_INFINITY, broke: false };
        try {
          const first = await world([tallies], breakingEngine(fixture.engine, breaking));
          await interrupted(first, breaking, steps).finally(() => first.host.stop());
          const second = await world([tallies], await fixture.reopen());
          await mended(second).finally(() => second.host.stop());
        } finally {
          await fixture.dispose();
        }
        if (!breaking.broke) break;
        stops++;
      }
      ok(stops >= 4, `${stops} steps were stopped at`);
    });
  });
}

/** Asks for the erasure, and leaves once it was done or stopped at that step. */
async function interrupted(inside: World, breaking: Breaking, steps: number): Promise<void> {
  await community(inside);
  breaking.left = steps;
  const answer = run(inside, forgetMe, {}, 'ana').catch((error: unknown) => error);
  while (!breaking.broke && (await Promise.race([answer, inside.clock.turn()])) === undefined);
}

async function mended(inside: World): Promise<void> {
  await assertNothingLeft(inside);
  await inside.drained();
  await assertFold(inside, tallyPage);
}

async function community(inside: World): Promise<void> {
  for (const [i, owner] of ['ana', 'ben', 'ana', 'ben', 'ana', 'ben'].entries()) {
    const note = `${owner === 'ana' ? secret : 'lisbon'} ${i}`;
    await run(inside, openTally, { tally: `${owner[0]}${i}`, name: `n${i}`, note }, owner);
    await run(inside, add, { tally: `${owner[0]}${i}`, amount: i + 1 }, 'ben');
  }
  await run(inside, openTally, { tally: 'a1', name: 'n9', note: secret }, 'ana');
  await inside.drained();
}

async function assertNothingLeft(inside: World): Promise<void> {
  const runtime = inside.host.runtimes.get('tallies')!;
  for (const view of runtime.views.values())
    for (const build of view.builds())
      for (const { row } of await runtime.store.scan(build.table, '', 10_000)) ok(!row.includes(secret), row);
  const { rows } = await runtime.look.search(tallyPage, { words: secret, limit: 10 });
  deepStrictEqual(rows, []);
  const page = await runtime.look.range(tallyPage, 'all', { group: 'all', limit: 1000 });
  ok(page.rows.length > 0 && !JSON.stringify(page.rows).includes(secret));
  for (const id of ['a0', 'a1', 'a2', 'a4']) {
    ok(!JSON.stringify(await runtime.look.get(tallyPage, id)).includes(secret));
    ok(!JSON.stringify(await runtime.look.state(tally, id)).includes(secret));
    ok(!JSON.stringify(await runtime.look.history(tally, id, { limit: 10 })).includes(secret));
  }
  equal(await inside.host.engine.keys.key('ana'), 'erased');
}

/** An engine whose next commit of rows waits, once it is told to, until it is let go. */
function lateCommits(engine: Engine) {
  const held = { on: false };
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const outcome = Promise.withResolvers<string>();
  const late: Engine = {
    ...engine,
    async views(service) {
      const store = await engine.views(service);
      const commit: ViewStore['commit'] = (what) => {
        if (!held.on || !what.consumer.startsWith('tally-page') || what.changes.length === 0)
          return store.commit(what);
        held.on = false;
        const done = gate.promise.then(() => store.commit(what));
        reached.resolve();
        outcome.resolve(
          done.then(
            () => 'written',
            (error: unknown) => (error as Fault).code,
          ),
        );
        return done;
      };
      return { ...store, commit };
    },
  };
  return { engine: late, held, reached: reached.promise, outcome: outcome.promise, letGo: gate.resolve };
}

interface Breaking {
  /** Steps that are still done. */
  left: number;
  broke: boolean;
}

/** Whatever writes keys or rows fails from some step on, as if the process had ended there. */
function breakingEngine(engine: Engine, breaking: Breaking): Engine {
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (breaking.left-- > 0) return work();
    breaking.broke = true;
    throw new Fault('closed', 'The process has ended here.');
  };
  return {
    ...engine,
    keys: { ...engine.keys, destroy: (person) => step(() => engine.keys.destroy(person)) },
    ledger: { ...engine.ledger, commit: (commit) => step(() => engine.ledger.commit(commit)) },
    async views(service) {
      const store = await engine.views(service);
      return { ...store, commit: (commit) => step(() => store.commit(commit)) };
    },
  };
}
