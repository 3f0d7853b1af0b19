import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../clock.ts';
import type { EventStore } from '../ports/index.ts';
import { consumer } from '../runtime/consumer.ts';
import { fill, inWorld, run, type MakeEngine } from './runtime-fixture.ts';
import { add } from './sample.ts';

const batchMax = 7;
const types = ['Added', 'TallyRewarded'];

/** What reads the log for views and policies: in order, without a gap or a repeat, and no further ahead than it must. */
export function consumerConformance(make: MakeEngine, partitions: number): void {
  describe(`consumers, ${partitions} partition(s)`, () => {
    it('SU1, SU3: what was and what comes is read in order, once, a batch at a time, nothing ahead', () =>
      inWorld(make, partitions, async (inside) => {
        await fill(inside, 10, 120);
        const { events } = inside.host.engine;
        const read = new Map<number, number[]>();
        const failed: unknown[] = [];
        let isHandling = false;
        const watched: EventStore = {
          ...events,
          readPartition(...asked) {
            ok(!isHandling, 'it reads ahead of what is being handled');
            ok(asked[2] <= batchMax, `it reads ${asked[2]} at once`);
            return events.readPartition(...asked);
          },
        };
        const own = consumer(watched, systemClock, {
          name: 'reader',
          types,
          cursors: (await events.heads()).map(() => 0),
          batchMax,
          async handle(partition, batch) {
            ok(!isHandling, 'a batch before it is not done');
            isHandling = true;
            for (let i = 0; i < 3; i++) await systemClock.turn();
            const before = read.get(partition) ?? [];
            read.set(partition, [...before, ...batch.map(({ position }) => position)]);
            isHandling = false;
          },
          onError: (error) => void failed.push(error),
        });
        try {
          for (let i = 0; i < 60; i++) await run(inside, add, { tally: `t${i % 10}`, amount: 1 }, 'ben');
          await inside.drained();
          for (const [partition, head] of (await events.heads()).entries())
            equal(await own.reached(partition, head, 30_000), true);
        } finally {
          await own.stop();
        }
        deepStrictEqual(failed, []);
        for (let partition = 0; partition < partitions; partition++) {
          const { events: all } = await events.readPartition(partition, 0, 10_000, types);
          deepStrictEqual(
            read.get(partition) ?? [],
            all.map(({ position }) => position),
          );
        }
      }));
  });
}
