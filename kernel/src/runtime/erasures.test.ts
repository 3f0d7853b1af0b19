import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { besideOn } from '../conformance/beside-fixture.ts';
import {
  add,
  adders,
  forgetMe,
  openTally,
  poison,
  readTally,
  tallies,
  tally,
  tallyPage,
} from '../conformance/sample.ts';
import type { Fault } from '../fault.ts';
import type { Engine } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';

const open = { tally: 't', name: 'n', note: 'a secret' };
const ana = { actor: 'ana', session: null, roles: [] };

/** Appends reach the log, and are answered only when they are let go. */
function heldAppends(engine: Engine) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const held = { on: false };
  const events: Engine['events'] = {
    ...engine.events,
    async append(request) {
      const done = await engine.events.append(request);
      if (held.on) {
        reached.resolve();
        await gate.promise;
      }
      return done;
    },
  };
  return { engine: { ...engine, events }, held, reached: reached.promise, letGo: gate.resolve };
}

test('ER3: a command under way while its person is erased leaves no state that tells of them', async () => {
  const { engine, held, reached, letGo } = heldAppends(memoryEngine());
  const inside = await world([tallies], engine);
  held.on = true;
  const opened = inside.host.execute(tallies, openTally, open, ana);
  await reached;
  await inside.host.erase('ana');
  letGo();
  await opened;
  const { state } = await inside.host.runtimes.get('tallies')!.look.state(tally, 't');
  deepEqual(state, { status: 'open', sum: 0, rewarded: false, note: '' });
  await inside.close();
});

test('ER7: whoever was erased writes nothing personal any more, and is told so', async () => {
  const inside = await world([tallies], memoryEngine());
  await inside.as('ana').does(forgetMe, {});
  await inside.host.execute(tallies, openTally, open, ana).then(
    () => ok(false, 'it was written'),
    (error: unknown) => equal((error as Fault).code, 'erased'),
  );
  await inside.close();
});

test('VW7: whatever changes rows raises the revision, also where no cursor moves, and for good', async () => {
  const engine = memoryEngine();
  const before = await world([tallies], engine);
  const live = () => before.host.runtimes.get('tallies')!.views.get('tally-page')!.live();
  await before.as('ana').does(openTally, open);
  poison.on = true;
  await before.as('ana').does(add, { tally: 't', amount: 666 });
  poison.on = false;
  const parked = live().revision();
  await before.host.retryParked('tallies', { view: 'tally-page' });
  const retried = live().revision();
  ok(retried > parked, `${parked} → ${retried}`);
  await before.as('ana').does(forgetMe, {});
  ok(live().revision() > retried, `${retried} → ${live().revision()}`);
  const last = live().revision();
  await before.host.stop();
  const after = await world([tallies], engine);
  equal(after.host.runtimes.get('tallies')!.views.get('tally-page')!.live().revision(), last);
  await after.close();
});

test('ER2: an erasure that takes too long is answered as not done, and ends all the same', async (t) => {
  const engine = memoryEngine();
  const gate = Promise.withResolvers<void>();
  const keys = {
    ...engine.keys,
    async destroy(person: string) {
      await gate.promise;
      await engine.keys.destroy(person);
    },
  };
  const inside = await world([tallies], { ...engine, keys });
  await inside.as('ana').does(openTally, open);
  t.mock.method(inside.host.erasures!, 'reached', async () => false);
  const asked = inside.host.execute(tallies, forgetMe, {}, ana);
  await asked.then(
    () => ok(false, 'it was answered'),
    (error: unknown) => equal((error as Fault).code, 'not-yet-visible'),
  );
  t.mock.restoreAll();
  gate.resolve();
  await inside.drained();
  equal(((await inside.as('ben').asks(readTally, { tally: 't' })) as { note: string }).note, '[erased]');
  await inside.close();
});

/** Tallies whose page fails to take one person's fields out of its rows, or to find them. */
function withFault(how: 'erase' | 'of'): typeof tallies {
  const personal = tallyPage.personal as Exclude<typeof tallyPage.personal, 'none'>;
  const broken: typeof personal = {
    of(person) {
      if (how === 'of' && person === 'odd') throw new TypeError('where?');
      return personal.of(person);
    },
    erase(row, person, key) {
      if (how === 'erase' && person === 'odd') throw new TypeError('how?');
      return personal.erase(row, person, key);
    },
  };
  return { ...tallies, views: [{ ...tallyPage, personal: broken }, adders] };
}

const noteIn = async (inside: Awaited<ReturnType<typeof world>>, id: string): Promise<unknown> =>
  ((await inside.host.runtimes.get('tallies')!.look.get(tallyPage, id)) as { note: string } | undefined)
    ?.note;

test('ER8: a row that its view fails to purge goes as a whole, is told of, and holds nobody up', async () => {
  const told: string[] = [];
  const notices = { failing: (consumer: string) => void told.push(consumer) };
  const engine = memoryEngine();
  const inside = await world([withFault('erase')], engine, { notices });
  for (const who of ['odd', 'ben']) await inside.as(who).does(openTally, { ...open, tally: who, name: who });
  for (const who of ['odd', 'ben']) await inside.as(who).does(forgetMe, {});
  deepEqual([await noteIn(inside, 'odd'), await noteIn(inside, 'ben')], [undefined, '[erased]']);
  deepEqual(told, ['tally-page@1.1, which removes the row of someone who is erased']);
  await inside.host.runtimes.get('tallies')!.views.get('tally-page')!.rebuild();
  equal(await noteIn(inside, 'odd'), '[erased]');
  await inside.close();
});

test('ER8: rows that cannot be found hold up no other erasure, and no start shows them', async () => {
  const engine = memoryEngine();
  const inside = await world([withFault('of')], engine);
  for (const who of ['odd', 'ben']) await inside.as(who).does(openTally, { ...open, tally: who, name: who });
  const asked = ['odd', 'ben'].map((who) =>
    inside.host.execute(tallies, forgetMe, {}, { ...ana, actor: who }).catch(() => undefined),
  );
  while ((await noteIn(inside, 'ben')) !== '[erased]') await inside.clock.turn();
  equal(await engine.keys.key('odd'), 'erased');
  await inside.host.stop();
  await Promise.all(asked);
  await rejects(world([withFault('of')], engine), /cannot be found to be taken out/);
  const mended = await world([tallies], engine);
  equal(await noteIn(mended, 'odd'), '[erased]');
  await mended.close();
});

test('ER6: a view that a release left out shows nobody who was erased meanwhile when it comes back', async () => {
  const engine = besideOn(memoryEngine());
  const other = { ...tallyPage, name: 'tally-other' };
  const withOther = { ...tallies, views: [tallyPage, adders, other] };
  const before = await world([withOther], engine);
  for (const who of ['ana', 'ben']) await before.as(who).does(openTally, { ...open, tally: who, name: who });
  await before.host.stop();
  const without = await world([tallies], engine);
  await without.as('ana').does(forgetMe, {});
  await without.host.stop();
  const after = await world([withOther], engine);
  const { look } = after.host.runtimes.get('tallies')!;
  const notes = ['ana', 'ben'].map(async (who) => ((await look.get(other, who)) as { note: string }).note);
  deepEqual(await Promise.all(notes), ['[erased]', 'a secret']);
  await after.close();
});

test('ER6: marks of a longer log than there is count no further than this one goes', async () => {
  const engine = memoryEngine();
  const before = await world([tallies], engine);
  await before.as('ana').does(openTally, open);
  await before.as('ben').does(forgetMe, {});
  await before.host.stop();
  const cursor = { partition: 0, position: 1000 };
  const store = await engine.views('tallies');
  await store.commit({ consumer: 'erasures of rows of tally-page', changes: [], cursor });
  await engine.ledger.commit({ consumer: 'tallies/erasures of keys', changes: [], cursor });
  const unable = async (): Promise<void> => {
    throw new Error('The process ends here.');
  };
  const stopped = await world([tallies], { ...engine, keys: { ...engine.keys, destroy: unable } });
  const asked = stopped.host.execute(tallies, forgetMe, {}, ana).catch(() => undefined);
  await stopped.clock.turn();
  await stopped.host.stop();
  await asked;
  const after = await world([tallies], engine);
  equal(await noteIn(after, 't'), '[erased]');
  await after.close();
});
