import assert from 'node:assert/strict';
import { Fault } from '@touchline/kernel';
import type { EventStore, StoredEvent, Written } from '@touchline/kernel/ports';
import type { Fired } from '../run/fired.ts';
import type { Random } from '../run/random.ts';

/** What callers were answered and readers have seen. */
export interface Told {
  /** By command id. */
  readonly answered: Map<string, readonly Written[]>;
  readonly unknown: Set<string>;
  /** Data by `partition.position`. */
  readonly seen: Map<string, string>;
}

const callers = 8;
const lossesAllowed = new Set(['outcome-unknown', 'overloaded']);

/** Callers and readers of one process, until `over`. */
export function crashLoad(
  store: EventStore,
  { told, random, count, over }: { told: Told; random: Random; count: Fired; over: () => boolean },
): Promise<unknown> {
  const call = async (caller: number, chance: Random): Promise<void> => {
    for (let n = 0; !over(); n++) {
      const id = `${chance.below(2 ** 31)}-${caller}-${n}`;
      const stream = `door-${chance.below(200)}`;
      const events = Array.from({ length: 1 + chance.below(3) }, (_, i) => ({
        type: 'Opened',
        schema: 1,
        data: JSON.stringify({ id, i }),
      }));
      try {
        const result = await store.append({
          command: { id, fingerprint: id },
          appends: [{ stream, partitionKey: stream, expected: 'any', events }],
          at: n,
          actor: null,
          meta: null,
        });
        assert.ok('written' in result, `an append was answered ${result.status}`);
        told.answered.set(id, result.written);
        count('appends answered');
      } catch (error) {
        expectLoss(error);
        told.unknown.add(id);
        count('appends in doubt');
      }
    }
  };

  const read = async (partition: number, chance: Random): Promise<void> => {
    let position = 0;
    while (!over()) {
      try {
        const slice = await store.readPartition(partition, position, 1 + chance.below(100));
        for (const event of slice.events) see(event, ++position);
        position = slice.position;
      } catch (error) {
        expectLoss(error);
        count('reads that failed');
      }
      await new Promise(setImmediate);
    }
  };

  const see = ({ partition, position, data }: StoredEvent, expected: number): void => {
    assert.equal(position, expected, `a reader of partition ${partition} met ${position}`);
    const place = `${partition}.${position}`;
    assert.equal(told.seen.get(place) ?? data, data, `what stood at ${place} has changed`);
    told.seen.set(place, data);
    count('events seen');
  };

  return Promise.all([
    ...Array.from({ length: callers }, (_, caller) => call(caller, random.fork())),
    ...Array.from({ length: store.partitions }, (_, partition) => read(partition, random.fork())),
  ]);
}

function expectLoss(error: unknown): void {
  assert.ok(
    error instanceof Fault && lossesAllowed.has(error.code),
    `nobody may be told: ${error instanceof Error ? error.message : String(error)}`,
  );
}
