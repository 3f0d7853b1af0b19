import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { service, stream, event, command, view } from '@touchline/kernel';
import { pause } from '@touchline/kernel/operate';
import { memoryEngine, world } from '@touchline/kernel/testing';
import { z } from 'zod';
import { trends } from './trends.ts';

const Rang = event('Rang', { about: 'A bell rang.', schema: z.strictObject({}) });
const bell = stream('bell', {
  about: 'A bell.',
  events: [Rang],
  initial: () => ({}),
  evolve: { Rang: (state) => state },
});
const ring = command(bell, {
  type: 'Ring',
  about: 'Rings.',
  input: z.strictObject({}),
  refusals: {},
  target: () => 'one',
  decide: () => [Rang({})],
});
const rings = view('rings', {
  about: 'How often a bell rang.',
  reads: [Rang],
  row: z.strictObject({ times: z.int() }),
  project: { Rang: { key: (e) => e.id, fold: (row) => ({ times: (row?.times ?? 0) + 1 }) } },
});
const tower = service({
  name: 'tower',
  about: 'A tower.',
  streams: [bell],
  commands: [ring],
  views: [rings],
});

test('rates are what was written and passed in between; what falls behind has no end in sight', async (t) => {
  const inside = await world([tower], memoryEngine());
  t.after(() => inside.close());
  const seen = trends(inside.host);
  const ringsFor = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await inside.as('ana').does(ring, {});
    inside.clock.advance(5_000);
    await seen.sample();
  };
  await seen.sample();
  await ringsFor(10);
  deepEqual([seen.written(), seen.of('tower/rings').ratePerS], [[2], 2]);
  equal(seen.of('tower/rings').leftS, 0);
  await pause(inside.host, 'rings');
  await ringsFor(20);
  const behind = seen.of('tower/rings');
  deepEqual([behind.lag, behind.ratePerS, behind.leftS], [[0, 0, 20], 1, null]);
});

test('five minutes are kept', async (t) => {
  const inside = await world([tower], memoryEngine());
  t.after(() => inside.close());
  const seen = trends(inside.host);
  for (let i = 0; i < 100; i++) await seen.sample();
  equal(seen.of('tower/rings').lag.length, 61);
});
