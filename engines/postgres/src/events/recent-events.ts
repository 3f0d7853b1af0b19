import { logTail, type LogTail } from '@touchline/kernel/engine';
import type { PartitionSlice, StoredEvent } from '@touchline/kernel/ports';
import type { LogReader } from './log-reader.ts';

/** The newest events of each partition, read once for all consumers of this process. */
export interface RecentEvents {
  /** An event of this process. Kept if it follows on what is here; else `catchUp` fetches what lies between. */
  push(event: StoredEvent): void;
  /** Fetches what follows, up to `head`, and answers it; `undefined` when there was too much of it. */
  catchUp(partition: number, head: number): Promise<readonly StoredEvent[] | undefined>;
  /** The events after a position, or `undefined` when some of them are not here. */
  slice(
    partition: number,
    after: number,
    limit: number,
    types?: readonly string[],
  ): PartitionSlice | undefined;
}

const limits = { eventsMax: 8192, charsMax: 16 * 2 ** 20 };
/** Of more than so many the newest will do: whoever is so far behind reads for itself. */
const catchUpMax = 1000;

export function recentEvents(heads: readonly number[], reader: LogReader): RecentEvents {
  const share = {
    eventsMax: Math.ceil(limits.eventsMax / heads.length),
    charsMax: Math.ceil(limits.charsMax / heads.length),
  };
  const tails = heads.map((head) => logTail(head, share));
  const tailOf = (partition: number): LogTail => tails[partition] as LogTail;

  function push(event: StoredEvent): void {
    const tail = tailOf(event.partition);
    if (event.position === tail.last() + 1) tail.push(event);
  }

  return {
    push,
    async catchUp(partition, head) {
      const after = tailOf(partition).last();
      if (head - after > catchUpMax) {
        tails[partition] = logTail(head, share);
        return undefined;
      }
      if (head <= after) return [];
      const { events } = await reader.partition(partition, after, head, catchUpMax);
      for (const event of events) push(event);
      return events;
    },
    slice(partition, after, limit, types) {
      const tail = tailOf(partition);
      return after < tail.last() ? tail.slice(after, limit, types) : undefined;
    },
  };
}
