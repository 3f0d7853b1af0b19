import type { PartitionSlice, StoredEvent, Written } from '../ports/index.ts';

/** Sees every event that any reader of any process was ever given, and remembers what contradicts the promises. */
export interface Witness {
  slice(partition: number, after: number, ofTypes: boolean, slice: PartitionSlice): void;
  events(events: readonly StoredEvent[]): void;
  written(written: readonly Written[]): void;
  /** What a place of the log was seen to hold; checked against the log at the end. */
  readonly places: ReadonlyMap<string, string>;
  readonly findings: readonly string[];
}

export const placeOf = (partition: number, position: number): string => `${partition}.${position}`;

export function witness(): Witness {
  const places = new Map<string, string>();
  const findings: string[] = [];

  function saw(place: string, what: string): void {
    const before = places.get(place);
    if (before !== undefined && before !== what) findings.push(`ES7: ${place} was ${before}, then ${what}`);
    places.set(place, what);
  }
  const event = ({ partition, position, stream, version }: StoredEvent): void =>
    saw(placeOf(partition, position), `${stream}@${version}`);

  return {
    places,
    findings,
    events: (events) => events.forEach(event),
    slice(partition, after, ofTypes, { events, position }) {
      let last = after;
      for (const one of events) {
        const fits = ofTypes ? one.position > last : one.position === last + 1;
        if (one.partition !== partition || !fits)
          findings.push(
            `ES10: after ${placeOf(partition, last)} came ${placeOf(one.partition, one.position)}`,
          );
        last = one.position;
        event(one);
      }
      if (position < last)
        findings.push(`ES10: read up to ${last} of partition ${partition}, was told ${position}`);
    },
    written(written) {
      for (const { stream, partition, firstVersion, firstPosition, count } of written)
        for (let i = 0; i < count; i++)
          saw(placeOf(partition, firstPosition + i), `${stream}@${firstVersion + i}`);
    },
  };
}
