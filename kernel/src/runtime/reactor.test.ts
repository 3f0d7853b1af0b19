import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { command } from '../command.ts';
import {
  Added,
  TallyOpened,
  add,
  forgetMe,
  latest,
  openTally,
  readTally,
  rewardHundreds,
  tallies,
  tally,
  tallyPage,
} from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import { policy, send, type Effect } from '../policy.ts';
import type { Engine } from '../ports/index.ts';
import { refuse } from '../refusal.ts';
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

const addOnce = command(tally, {
  type: 'AddOnce',
  about: 'Adds, of its own accord.',
  input: z.strictObject({ tally: z.string(), amount: z.int() }),
  refusals: { odd: 'Only even amounts.' },
  target: (input) => input.tally,
  decide: (_state, { amount }) => (amount % 2 ? refuse('odd') : [Added({ amount, by: 'policy' })]),
});

const openForOthers = command(tally, {
  type: 'OpenForOthers',
  about: 'Opens a tally in the name of another person.',
  input: z.strictObject({ tally: z.string(), owner: z.string() }),
  refusals: {},
  target: (input) => input.tally,
  decide: (_state, { owner }) => [TallyOpened({ owner, note: 'from a policy' })],
});

/** Tallies with one more policy, which reacts to what people add. */
const withPolicy = (react: (at: { amount: number; id: string; sum: number }) => Effect[]) => ({
  ...tallies,
  commands: [...tallies.commands, addOnce],
  policies: [
    policy('add-more', {
      about: 'Adds to what was added.',
      reads: [Added],
      react: {
        async Added({ data: { amount, by }, id }, look) {
          const { state } = await look.state(tally, id);
          return by === 'policy' || state.status !== 'open' ? [] : react({ amount, id, sum: state.sum });
        },
      },
    }),
  ],
});

test('PO3: a refusal ends an effect; nothing is parked and the next event is reacted to', async () => {
  const service = withPolicy(({ amount, id }) => [send(addOnce, { tally: id, amount })]);
  const engine = memoryEngine();
  const inside = await world([service], engine);
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  for (const amount of [1, 2]) await inside.as('ana').does(add, { tally: 't', amount });
  const row = (await inside.as('ana').asks(readTally, { tally: 't' })) as { sum: number };
  equal(row.sum, 5);
  deepEqual(await engine.ledger.parked('tallies/policy:add-more'), []);
  await inside.close();
});

test('ER7: to write of someone who was erased is a refusal to a policy; nothing is parked', async () => {
  const service = withPolicy(({ amount }) => [
    send(openForOthers, { tally: `x${amount}`, owner: amount === 1 ? 'gone' : 'ben' }),
  ]);
  const engine = memoryEngine();
  const inside = await world([{ ...service, commands: [...service.commands, openForOthers] }], engine);
  await inside.as('gone').does(forgetMe, {});
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  for (const amount of [1, 2]) await inside.as('ana').does(add, { tally: 't', amount });
  deepEqual(await engine.ledger.parked('tallies/policy:add-more'), []);
  equal(((await inside.as('ana').asks(readTally, { tally: 'x2' })) as { owner: string }).owner, 'ben');
  deepEqual(await inside.as('ana').asks(readTally, { tally: 'x1' }), { refusal: 'no-such-tally' });
  await inside.close();
});

test('PO5: what a policy causes names its cause and who acts, and belongs to the request that began it', async () => {
  const inside = await world([tallies], memoryEngine());
  const who = { actor: 'ana', session: null, roles: [] };
  for (const [name, of] of [
    ['a', {}],
    ['b', { correlation: 'request-1' }],
  ] as const) {
    await inside.as('ana').does(openTally, { tally: name, name, note: '' });
    await inside.host.execute(tallies, add, { tally: name, amount: 100 }, { ...who, ...of });
    await inside.drained();
    const { events } = inside.host.engine;
    const [, added, rewarded] = await events.readStream(`tally-${name}`, 1, 'forwards', 10);
    equal(rewarded?.type, 'TallyRewarded');
    equal(rewarded.actor, `policy:${rewardHundreds.name}`);
    const cause = `${added?.partition}.${added?.position}`;
    deepEqual(rewarded.meta, { correlation: cause, ...of, cause });
  }
  await inside.close();
});

/** The engine, with rows that are written only while they are let through. */
function withGate(engine: Engine) {
  let passing = Promise.withResolvers<void>();
  passing.resolve();
  const views: Engine['views'] = async (service) => {
    const store = await engine.views(service);
    return {
      ...store,
      async commit(one) {
        await passing.promise;
        await store.commit(one);
      },
    };
  };
  return {
    engine: { ...engine, views },
    shut: () => void (passing = Promise.withResolvers<void>()),
    open: () => passing.resolve(),
  };
}

test('PO9: what a policy looks up shows the event that it reacts to, however late the rows are', async () => {
  const seen: unknown[] = [];
  const service = {
    ...tallies,
    policies: [
      policy('look-up', {
        about: 'Looks what was added.',
        reads: [Added],
        react: {
          async Added({ id }, look) {
            seen.push((await look.get(tallyPage, id))?.sum);
            return [];
          },
        },
      }),
    ],
  };
  const { engine, shut, open } = withGate(memoryEngine());
  const inside = await world([service], engine, { visibleMaxMs: 0 });
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  shut();
  await inside.host.execute(
    service,
    add,
    { tally: 't', amount: 7 },
    { actor: 'ana', session: null, roles: [] },
  );
  for (let turn = 0; turn < 100; turn++) await inside.clock.turn();
  deepEqual(seen, []);
  open();
  await inside.drained();
  deepEqual(seen, [7]);
  await inside.close();
});

test('PO2: a named effect happens once, also where its content follows from what has changed since', async (t) => {
  const service = withPolicy(({ id, sum }) => [
    send(addOnce, { tally: id, amount: 2 * sum }, { as: 'double' }),
  ]);
  const engine = memoryEngine();
  const failing = t.mock.method(engine.ledger, 'commit', engine.ledger.commit);
  const inside = await world([service], engine);
  failing.mock.mockImplementationOnce(async () => {
    throw new Fault('storage-full', 'The disk is full.');
  });
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  await inside.as('ana').does(add, { tally: 't', amount: 10 });
  const row = (await inside.as('ana').asks(readTally, { tally: 't' })) as { sum: number };
  equal(row.sum, 30);
  ok(failing.mock.callCount() > 1, 'it reacted once only, and shows nothing');
  await inside.close();
});

test('PO2: two effects of one event with one name are a mistake that is seen, not one effect', async () => {
  const service = withPolicy(({ id }) =>
    [2, 4].map((amount) => send(addOnce, { tally: id, amount }, { as: 'x' })),
  );
  const engine = memoryEngine();
  const inside = await world([service], engine);
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  await inside.as('ana').does(add, { tally: 't', amount: 10 });
  await inside.drained();
  const [parked] = await engine.ledger.parked('tallies/policy:add-more');
  ok(parked?.error.includes('the same name'), JSON.stringify(parked));
  await inside.close();
});

test('PO9: a policy that looks at a memory view is told that it cannot', async () => {
  const service = {
    ...tallies,
    policies: [
      policy('peek', {
        about: 'Looks where it cannot wait.',
        reads: [Added],
        react: { Added: (_event, look) => (look.memory(latest), []) },
      }),
    ],
  };
  const engine = memoryEngine();
  const inside = await world([service], engine);
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  await inside.as('ana').does(add, { tally: 't', amount: 1 });
  await inside.drained();
  const [parked] = await engine.ledger.parked('tallies/policy:peek');
  ok(parked?.error.includes('looks at latest, a memory view'), JSON.stringify(parked));
  await inside.close();
});
