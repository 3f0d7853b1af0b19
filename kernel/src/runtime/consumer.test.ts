import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock, type Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { consumer } from './consumer.ts';

test('SU2: what failed half-way is looked up before it goes on, also where the same pass had looked before', async () => {
  const { events } = memoryEngine();
  const opened = { type: 'Opened', schema: 1, data: '{}' };
  const append = {
    stream: 'door',
    partitionKey: 'door',
    expected: 'any' as const,
    events: [opened, opened, opened],
  };
  await events.append({ appends: [append], at: 0, actor: null, meta: null });
  const partition = (await events.heads()).findIndex((head) => head > 0);
  const stands = (await events.heads()).map(() => 0);
  const done: number[] = [];
  let isFull = true;
  let looks = 0;
  const own = consumer(events, systemClock, {
    name: 'doors',
    types: ['Opened'],
    cursors: stands,
    mayBeBehind: () => looks++ === 0,
    standing: async () => [...stands],
    async handle(at, stored) {
      for (const { position } of stored) {
        if (position === 3 && isFull) {
          isFull = false;
          throw new Fault('storage-full', 'The disk is full.');
        }
        done.push(position);
        stands[at] = position;
      }
    },
  });
  equal(await own.reached(partition, 3, 10_000), true);
  deepEqual(done, [1, 2, 3], 'each once');
  await own.stop();
});

test('SU5: trouble of the store is waited out with growing pauses, and then all goes on', async () => {
  const { events } = memoryEngine();
  const opened = { type: 'Opened', schema: 1, data: '{}' };
  const append = { stream: 'door', partitionKey: 'door', expected: 'any' as const, events: [opened] };
  await events.append({ appends: [append], at: 0, actor: null, meta: null });
  const pauses: number[] = [];
  const clock: Clock = {
    ...systemClock,
    async wait(ms) {
      pauses.push(ms);
      await systemClock.turn();
    },
  };
  const told: unknown[] = [];
  let tries = 0;
  const own = consumer(events, clock, {
    name: 'doors',
    types: ['Opened'],
    cursors: (await events.heads()).map(() => 0),
    onError: (error) => told.push(error),
    async handle() {
      if (tries++ < 6) throw new Fault('storage-full', 'The disk is full.');
    },
  });
  const partition = (await events.heads()).findIndex((head) => head > 0);
  while (own.cursors()[partition] === 0) await systemClock.turn();
  await own.stop();
  deepEqual(pauses, [20, 40, 80, 160, 320, 640]);
  deepEqual([tries, told.length, own.state()], [7, 6, 'stopped']);
});

test('a store that is closed ends its consumer, and whoever waits for it', async () => {
  const { events } = memoryEngine();
  const opened = { type: 'Opened', schema: 1, data: '{}' };
  const append = { stream: 'door', partitionKey: 'door', expected: 'any' as const, events: [opened] };
  await events.append({ appends: [append], at: 0, actor: null, meta: null });
  const partition = (await events.heads()).findIndex((head) => head > 0);
  let tries = 0;
  const own = consumer(
    events,
    { ...systemClock, wait: () => systemClock.turn() },
    {
      name: 'doors',
      types: ['Opened'],
      cursors: (await events.heads()).map(() => 0),
      async handle() {
        tries++;
        throw new Fault('closed', 'The store is closed.');
      },
    },
  );
  equal(await own.reached(partition, 1, 1000), false);
  deepEqual([own.state(), tries], ['stopped', 1]);
  await own.stop();
});
