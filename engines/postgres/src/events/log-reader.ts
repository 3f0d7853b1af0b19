import { Fault, type Clock } from '@touchline/kernel';
import type { PartitionSlice, StoredEvent } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { textArray } from '../array-param.ts';
import type { LogNames } from './log-sql.ts';
import { damaged, eventColumnNames, eventFrom, type EventRow } from './stored-rows.ts';

/** Events looked through at once when only some types are wanted; between two looks requests get their turn. */
const strideMax = 10_000;
const stridesMax = 16;

export interface LogReader {
  /** Where a stream lies, if it does. */
  homeOf(stream: string): Promise<number | undefined>;
  stream(
    stream: string,
    from: number,
    direction: 'forwards' | 'backwards',
    limit: number,
  ): Promise<StoredEvent[]>;
  /** Up to `head`, which the caller knows to be safe. */
  partition(
    partition: number,
    after: number,
    head: number,
    limit: number,
    types?: readonly string[],
  ): Promise<PartitionSlice>;
}

export function logReader(database: Database, { schema }: LogNames, clock: Pick<Clock, 'turn'>): LogReader {
  const rows = async (text: string, values: unknown[]): Promise<StoredEvent[]> =>
    (
      await database.read<EventRow>(`SELECT ${eventColumnNames} FROM ${schema}.events WHERE ${text}`, values)
    ).map(eventFrom);

  async function whole(
    partition: number,
    after: number,
    head: number,
    limit: number,
  ): Promise<PartitionSlice> {
    const events = await rows(
      'partition = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT $4',
      [partition, after, head, limit],
    );
    // ES7: positions have no gaps, so a gap is damage.
    for (const [i, { position }] of events.entries())
      if (position !== after + 1 + i) throw damaged(partition, after + 1 + i);
    if (events.length < Math.min(limit, head - after)) throw damaged(partition, after + 1 + events.length);
    return { events, position: events.at(-1)?.position ?? after };
  }

  async function some(
    partition: number,
    after: number,
    head: number,
    limit: number,
    types: readonly string[],
  ): Promise<PartitionSlice> {
    const list = textArray(types);
    const events: StoredEvent[] = [];
    let position = after;
    for (let stride = 0; stride < stridesMax && position < head && events.length < limit; stride++) {
      if (stride > 0) await clock.turn();
      const end = Math.min(head, position + strideMax);
      const found = await rows(
        'partition = $1 AND position > $2 AND position <= $3 AND type = ANY ($4::text[]) ORDER BY position LIMIT $5',
        [partition, position, end, list, limit - events.length],
      );
      for (const event of found) events.push(event);
      position = events.length === limit ? (events.at(-1) as StoredEvent).position : end;
    }
    return { events, position };
  }

  return {
    async homeOf(stream) {
      const [[partition] = [undefined]] = await database.read<[number | undefined]>(
        `SELECT partition FROM ${schema}.events WHERE stream = $1 AND version = 1`,
        [stream],
      );
      return partition;
    },

    async stream(stream, from, direction, limit) {
      const forwards = direction === 'forwards';
      const events = await rows(
        `stream = $1 AND version ${forwards ? '>=' : '<='} $2 ORDER BY version ${forwards ? '' : 'DESC'} LIMIT $3`,
        [stream, Math.min(from, versionMax), limit],
      );
      const first = forwards ? from : (events[0]?.version ?? 0);
      for (const [i, { version }] of events.entries())
        if (version !== (forwards ? first + i : first - i))
          throw new Fault('corrupt', `${stream} has no version ${first + i}. Run: touchline verify`, {
            retryable: false,
          });
      return events;
    },

    partition: (partition, after, head, limit, types) =>
      types ? some(partition, after, head, limit, types) : whole(partition, after, head, limit),
  };
}

const versionMax = 2 ** 31 - 1;
