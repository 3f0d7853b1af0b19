import { logTail, type LogTail } from '@touchline/kernel/engine';
import type { PartitionSlice, StoredEvent } from '@touchline/kernel/ports';
import type { LogReader } from './log-reader.ts';

/** The newest events of each partition, read once for all consumers of this process. */
export interface RecentEvents {
  /** An event of this process. Kept if it follows on what is here; else `catchUp` fetches what lies between. */
  push(event: StoredEvent): void;
  /** Fetches what follows, up to `head`, unless it is too much. Who asks meanwhile waits for the same answer. */
  catchUp(partition: number, head: number): Promise<void>;
  /** Who stands here waits for what is being fetched, rather than fetch it, too. */
  last(partition: number): number;
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
export const catchUpMax = 1000;

export function recentEvents(heads: readonly number[], reader: LogReader): RecentEvents {
  const share = {
    eventsMax: Math.ceil(limits.eventsMax / heads.length),
    charsMax: Math.ceil(limits.charsMax / heads.length),
  };
  const tails = heads.map((head) => logTail(head, share));
  const underWay: (Promise<void> | undefined)[] = heads.map(() => undefined);
  const tailOf = (partition: number): LogTail => tails[partition] as LogTail;

  function push(event: StoredEvent): void {
    const tail = tailOf(event.partition);
    if (event.position === tail.last() + 1) tail.push(event);
  }

  async function fetch(partition: number, head: number): Promise<void> {
    const after = tailOf(partition).last();
    if (head - after > catchUpMax) tails[partition] = logTail(head, share);
    else if (head > after) {
      const { events } = await reader.partition(partition, after, head, catchUpMax);
      for (const event of events) push(event);
    }
  }

  return {
    push,
    last: (partition) => tailOf(partition).last(),
    async catchUp(partition, head) {
      await underWay[partition]?.catch(() => undefined);
      const own = underWay[partition] ?? fetch(partition, head);
      underWay[partition] = own;
      try {
        await own;
      } finally {
        if (underWay[partition] === own) underWay[partition] = undefined;
      }
    },
    slice(partition, after, limit, types) {
      const tail = tailOf(partition);
      return after < tail.last() ? tail.slice(after, limit, types) : undefined;
    },
  };
}
