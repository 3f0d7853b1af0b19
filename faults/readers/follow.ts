import assert from 'node:assert/strict';
import type { EventStore } from '@touchline/kernel/ports';
import type { Fired } from '../run/fired.ts';
import type { Random } from '../run/random.ts';

const writers = 8;
const readers = 4;

/** ES7: readers that follow while others write meet every event once, in order, and never one at or below where they were. */
export async function follow(
  store: EventStore,
  appends: number,
  random: Random,
  count: Fired,
): Promise<void> {
  let written = 0;
  let over = false;
  const write = async (chance: Random): Promise<void> => {
    while (written < appends) {
      const stream = `door-${written++}`;
      const events = Array.from({ length: 1 + chance.below(3) }, () => ({
        type: 'Opened',
        schema: 1,
        data: '{}',
      }));
      const append = { stream, partitionKey: stream, expected: 'no-stream' as const, events };
      await store.append({ appends: [append], at: 0, actor: null, meta: null });
      for (let turns = chance.below(3); turns > 0; turns--) await new Promise(setImmediate);
    }
  };
  const read = async (partition: number, chance: Random): Promise<number> => {
    let met = 0;
    for (let position = 0; ;) {
      const last = over;
      const slice = await store.readPartition(partition, position, 1 + chance.below(50));
      for (const event of slice.events) {
        met++;
        assert.equal(
          event.position,
          met,
          `a reader of partition ${partition} went from ${met - 1} to ${event.position}`,
        );
      }
      count('reads while others wrote', last ? 0 : 1);
      if (last && slice.position === position) return met;
      position = slice.position;
      await new Promise(setImmediate);
    }
  };
  const reading = Array.from({ length: store.partitions }, (_, partition) =>
    Array.from({ length: readers }, () => read(partition, random.fork())),
  ).flat();
  const all = Promise.all(reading);
  await Promise.race([all, Promise.all(Array.from({ length: writers }, () => write(random.fork())))]);
  over = true;
  const met = await all;
  const heads = await store.heads();
  assert.deepEqual(
    met,
    heads.flatMap((head) => Array.from({ length: readers }, () => head)),
  );
}
