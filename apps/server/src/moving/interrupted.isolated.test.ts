import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { postgresEngine } from '@touchline/engine-postgres';
import { testDatabase, withPostgres } from '@touchline/engine-postgres/testing';
import { systemClock } from '@touchline/kernel';
import { moveStore } from '@touchline/kernel/moving';
import type { Engine } from '@touchline/kernel/ports';
import { openSource, openTarget } from './open-sides.ts';
import { contentsOf, masterOf, writeHistory } from './testing/history.ts';
import { Died, mortal } from './testing/mortal.ts';

const clock = systemClock;
const stepsMax = 200;
let written = 1000;

interface Round {
  readonly from: string;
  readonly to: string;
  readonly master: Uint8Array;
  open(place: string): Promise<Engine>;
}

/** Moves in a process that dies at a step; answers whether it died. */
async function moveAndDie(
  { from, to, master }: Round,
  dies: { at: number; after: boolean },
): Promise<boolean> {
  await using opened = new AsyncDisposableStack();
  const options = { clock, master: () => master };
  const source = await openSource(from, options);
  opened.defer(() => source.close());
  const target = await openTarget(to, options);
  opened.defer(() => target.close());
  const sides = mortal(source, target, dies);
  try {
    await moveStore(sides.source, sides.target, { clock });
    return false;
  } catch (error) {
    const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
    if (!(first instanceof Died)) throw error;
    return true;
  }
}

/** Which of the two a server may start on; never both. */
async function open({ from, to, master }: Round): Promise<'source' | 'neither' | 'target'> {
  await using opened = new AsyncDisposableStack();
  const options = { clock, master: () => master };
  const source = await openSource(from, options);
  opened.defer(() => source.close());
  const target = await openTarget(to, options);
  opened.defer(() => target.close());
  const [mark, found] = [await source.mark(), await target.found()];
  // What the dead process held is let in some seconds later by itself; here it is at once.
  if (!mark) await source.unmark();
  ok(mark || found !== 'in-use', 'both take writes');
  return mark === undefined ? 'source' : found === 'in-use' ? 'target' : 'neither';
}

/** One move that dies at one step after the other, a server on the source in between. Answers how often it died. */
async function untilDone(round: Round, after: boolean): Promise<number> {
  for (let at = 1; at <= stepsMax; at++) {
    if (!(await moveAndDie(round, { at, after }))) return at - 1;
    const where = await open(round);
    if (where === 'target') return at;
    if (where === 'neither') {
      await rejects(round.open(round.from), /was moved to/);
      await rejects(round.open(round.to), /being filled/);
      equal(await moveAndDie(round, { at: stepsMax, after }), false);
      return at;
    }
    written += 20;
    const engine = await round.open(round.from);
    await writeHistory(engine, 3, written);
    await engine.close();
  }
  throw new Error('The move never came to its end.');
}

for (const after of [false, true]) {
  const when = after ? 'behind' : 'before';

  test(`MV4, MV5: a move between folders that dies ${when} each of its steps goes on, and loses nothing`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'touchline-moving-'));
    t.after(() => rm(folder, { recursive: true }));
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    const engine = await embeddedEngine({ folder: from, partitions: 2 });
    await writeHistory(engine, 200);
    await engine.close();
    const master = masterOf(from);
    const round: Round = { from, to, master, open: (place) => embeddedEngine({ folder: place }) };
    const died = await untilDone(round, after);
    ok(died > 5, `it died ${died} times`);
    await rejects(round.open(from), /was moved to/);
    const there = await round.open(to);
    t.after(() => there.close());
    deepEqual((await there.events.verify()).damage, []);
    equal((await contentsOf(there)).events.length, await countedIn(from));
  });
}

withPostgres('a move that dies', () => {
  for (const after of [false, true])
    test(`MV4, MV5: ${after ? 'behind' : 'before'} each of its steps goes on to PostgreSQL and back, and loses nothing`, async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'touchline-moving-'));
      const made = await testDatabase();
      t.after(async () => {
        await made.drop();
        await rm(folder, { recursive: true });
      });
      const [from, back] = [join(folder, 'from'), join(folder, 'back')];
      const engine = await embeddedEngine({ folder: from, partitions: 2 });
      await writeHistory(engine, 100);
      await engine.close();
      const master = masterOf(from);
      const openAt = (place: string): Promise<Engine> =>
        place === made.url
          ? postgresEngine({ database: { url: place }, master, keyFreshMs: 20 })
          : embeddedEngine({ folder: place });
      ok((await untilDone({ from, to: made.url, master, open: openAt }, after)) > 5);
      const there = await openAt(made.url);
      const contents = await contentsOf(there);
      deepEqual((await there.events.verify()).damage, []);
      await there.close();
      equal(contents.events.length, await countedIn(from));
      ok((await untilDone({ from: made.url, to: back, master, open: openAt }, after)) > 5);
      const again = await openAt(back);
      t.after(() => again.close());
      deepEqual((await again.events.verify()).damage, []);
      ok((await contentsOf(again)).events.length > contents.events.length);
    });
});

/** What the folder that was left holds. */
async function countedIn(folder: string): Promise<number> {
  const source = await openSource(folder, { clock, master: () => masterOf(folder) });
  try {
    return (await source.log.heads()).reduce((sum, head) => sum + head, 0);
  } finally {
    await source.close();
  }
}
