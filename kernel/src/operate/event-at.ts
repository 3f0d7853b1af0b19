import type { EventStore, StoredEvent } from '../ports/index.ts';

/** Where an event stands, as `meta.cause` names it: `0.42` is position 42 of partition 0. */
export const placeText = ({ partition, position }: { partition: number; position: number }): string =>
  `${partition}.${position}`;

/** The event at a place; `undefined` where there is none. */
export async function eventAt(events: EventStore, place: string): Promise<StoredEvent | undefined> {
  const [, partition, position] = /^(\d{1,4})\.(\d{1,15})$/.exec(place)?.map(Number) ?? [];
  if (partition === undefined || position === undefined || position < 1 || partition >= events.partitions)
    return undefined;
  const { events: found } = await events.readPartition(partition, position - 1, 1);
  return found[0]?.position === position ? found[0] : undefined;
}
