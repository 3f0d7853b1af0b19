import type { PartitionSlice, StoredEvent } from '../ports/index.ts';

/** The newest events of a partition, in memory: consumers that keep up never touch the disk. */
export interface LogTail {
  /** The position of the newest one. */
  last(): number;
  push(event: StoredEvent): void;
  /** The events after a position, or `undefined` when some of them have been let go. */
  slice(after: number, limit: number, types?: readonly string[]): PartitionSlice | undefined;
}

export interface TailLimits {
  readonly eventsMax: number;
  /** Characters of data. */
  readonly charsMax: number;
}

export function logTail(head: number, { eventsMax, charsMax }: TailLimits): LogTail {
  let events: StoredEvent[] = [];
  let start = 0; // events[start] is the oldest one kept
  let first = head + 1; // its position
  let chars = 0;

  function shrink(): void {
    while (events.length - start > eventsMax || (chars > charsMax && events.length - start > 1)) {
      chars -= (events[start] as StoredEvent).data.length;
      start++;
      first++;
    }
    // Let go in strides: between them at most as many dead entries as living ones.
    if (start > 256 && start * 2 > events.length) {
      events = events.slice(start);
      start = 0;
    }
  }

  return {
    last: () => first - 1 + events.length - start,
    push(event) {
      events.push(event);
      chars += event.data.length;
      shrink();
    },
    slice(after, limit, types) {
      if (after + 1 < first) return undefined;
      const from = start + after + 1 - first;
      if (!types) {
        const slice = events.slice(from, from + limit);
        return { events: slice, position: slice.at(-1)?.position ?? after };
      }
      const found: StoredEvent[] = [];
      let i = from;
      for (; i < events.length && found.length < limit; i++) {
        const event = events[i] as StoredEvent;
        if (types.includes(event.type)) found.push(event);
      }
      return { events: found, position: Math.max(after, after + i - from) };
    },
  };
}
