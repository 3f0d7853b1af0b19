import { Fault } from '../fault.ts';
import { viewLimits, type EventStore, type ParkedEvent, type StoredEvent } from '../ports/index.ts';
import type { Host } from '../runtime/index.ts';

export interface Tried {
  readonly done: number;
  /** Still waiting: an event failed again, and those behind it keep their order. */
  readonly left: number;
}

interface Place {
  readonly partition: number;
  readonly position: number;
}

/** The parked events of one running consumer. */
export interface ParkingLot {
  readonly service: string;
  readonly consumer: string;
  parked(): Promise<readonly ParkedEvent[]>;
  /** SU6: tried again between two batches, in order, a sequence at a time. */
  retry(wanted: (one: ParkedEvent) => boolean): Promise<Tried>;
  /** Lets go of one event for good, once `note` has kept why; those behind it are tried. `undefined`: not parked. */
  skip(place: Place, note: (parked: ParkedEvent) => Promise<void>): Promise<Tried | undefined>;
}

/** Only of consumers that run: what a dropped build had parked went with it. */
export function parkingLots(host: Host): ParkingLot[] {
  const lots: ParkingLot[] = [];
  for (const [service, runtime] of host.runtimes) {
    const { store, ledger } = runtime;
    const owners = [
      ...[...runtime.views.values()].flatMap((view) =>
        view.builds().map((build) => ({ ...build, kept: store })),
      ),
      ...[...runtime.policies.values()].map((policy) => ({ ...policy, kept: ledger })),
    ];
    for (const { consumer, sequences, kept } of owners) {
      const parked = async (): Promise<ParkedEvent[]> => {
        const all = await kept.parked(consumer.name, viewLimits.parkedMax);
        return all.toSorted((a, b) => a.partition - b.partition || a.position - b.position);
      };
      const tryAll = async (some: readonly ParkedEvent[]): Promise<Tried> =>
        some.length === 0
          ? { done: 0, left: 0 }
          : sequences.retry(some, (one) => storedEvent(host.engine.events, one));
      lots.push({
        service,
        consumer: consumer.name,
        parked,
        retry: (wanted) =>
          consumer.exclusively(async () => {
            const all = await parked();
            // An event is tried after those before it in its sequence, or their order would be lost.
            const chosen = new Set(all.filter(wanted).map(({ sequence }) => sequence));
            return tryAll(all.filter(({ sequence }) => chosen.has(sequence)));
          }),
        skip: ({ partition, position }, note) =>
          consumer.exclusively(async () => {
            const all = await parked();
            const skipped = all.find((one) => one.partition === partition && one.position === position);
            if (!skipped) return undefined;
            await note(skipped);
            await sequences.skip([skipped]);
            return tryAll(all.filter((one) => one !== skipped && one.sequence === skipped.sequence));
          }),
      });
    }
  }
  return lots;
}

export async function storedEvent(events: EventStore, { partition, position }: Place): Promise<StoredEvent> {
  const { events: found } = await events.readPartition(partition, position - 1, 1);
  if (found[0]) return found[0];
  throw new Fault('corrupt', `The parked event ${partition}.${position} is not in the log.`, {
    retryable: false,
  });
}
