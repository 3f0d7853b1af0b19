import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { add, openTally, readTally, rewardHundreds, tallies } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';

test('LE3: a policy that is ahead of a log which was restored alone goes on at its end, also after a failure', async (t) => {
  const engine = memoryEngine();
  const consumer = `tallies/policy:${rewardHundreds.name}`;
  await engine.ledger.putDocument(`tallies/started:policy:${rewardHundreds.name}`, '{}');
  await engine.ledger.commit({ consumer, changes: [], cursor: { partition: 0, position: 1000 } });
  const inside = await world([tallies], engine);
  deepEqual(await engine.ledger.cursors(consumer, 1), [0]);
  const { commit } = engine.ledger;
  const failing = t.mock.method(engine.ledger, 'commit', commit);
  failing.mock.mockImplementationOnce(async () => {
    throw new Fault('storage-full', 'The disk is full.');
  });
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  await inside.as('ana').does(add, { tally: 't', amount: 100 });
  const row = (await inside.as('ana').asks(readTally, { tally: 't' })) as { rewarded: number };
  equal(row.rewarded, 1);
  await inside.close();
});

test('what a policy does for a traced event belongs to the same trace', async () => {
  const begun: { name: string; parent: string | undefined }[] = [];
  const tracer = {
    begin: (name: string, parent: string | undefined) => {
      begun.push({ name, parent });
      return { traceparent: `${parent}/${name}`, end: () => {} };
    },
  };
  const inside = await world([tallies], memoryEngine(), { tracer });
  const who = { actor: 'ana', session: null, roles: [] };
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  equal(begun.length, 0);
  await inside.host.execute(tallies, add, { tally: 't', amount: 100 }, { ...who, traceparent: 'request' });
  await inside.host.drain();
  const effects = begun.filter(({ parent }) => parent === `request/${add.type}`).map(({ name }) => name);
  ok(effects.includes(`consume policy:${rewardHundreds.name}`), effects.join());
  ok(begun.some(({ name, parent }) => name === 'append' && parent?.startsWith(`request/${add.type}/`)));
  await inside.close();
});
