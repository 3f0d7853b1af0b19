import type { EventStore, StoredEvent } from '../ports/index.ts';
import { eventFilter, isCategory, type EventFilter } from './event-filter.ts';

/** One ordered run of events that browsing reads: a partition, or a single stream. */
export interface Lane {
  readonly key: number;
  /** Where it begins in its direction: forwards the last position read, backwards the first one read. */
  readonly start: number;
  read(cursor: number): Promise<LanePage>;
  /** The cursor that gives this event next. */
  before(event: StoredEvent): number;
}

export interface LanePage {
  /** Those that match, in the order of the direction. */
  readonly events: readonly StoredEvent[];
  readonly cursor: number;
  readonly scanned: number;
  readonly end: boolean;
}

export type Direction = 'forwards' | 'backwards';

/** Positions are gapless (ES3), so a page backwards is a page forwards from a known place, turned round. */
const pageEvents = 1000;

export async function lanesOf(
  events: EventStore,
  filter: EventFilter,
  direction: Direction,
): Promise<Lane[]> {
  if (filter.stream !== undefined && !isCategory(filter.stream))
    return [streamLane(events, filter.stream, filter, direction)];
  const heads = await events.heads();
  const wanted = [...heads.keys()].filter(
    (partition) => filter.partition === undefined || partition === filter.partition,
  );
  const lane = direction === 'forwards' ? forwards : backwards;
  return wanted.map((partition) => lane(events, partition, heads[partition] as number, filter));
}

function forwards(events: EventStore, partition: number, head: number, filter: EventFilter): Lane {
  const matches = eventFilter(filter);
  const types = filter.types && filter.types.length > 0 ? filter.types : undefined;
  return {
    key: partition,
    start: 0,
    before: ({ position }) => position - 1,
    async read(cursor) {
      const slice = await events.readPartition(partition, cursor, pageEvents, types);
      const scanned = slice.position - cursor;
      return {
        events: slice.events.filter(matches),
        cursor: slice.position,
        scanned,
        end: scanned === 0 || slice.position >= head,
      };
    },
  };
}

function backwards(events: EventStore, partition: number, head: number, filter: EventFilter): Lane {
  const matches = eventFilter(filter);
  return {
    key: partition,
    start: Math.min(head, filter.upTo ?? head) + 1,
    before: ({ position }) => position + 1,
    async read(cursor) {
      const last = Math.min(cursor - 1, head);
      const after = Math.max(0, last - pageEvents);
      if (last <= after) return { events: [], cursor: 1, scanned: 0, end: true };
      const slice = await events.readPartition(partition, after, last - after);
      return {
        events: slice.events.filter(matches).toReversed(),
        cursor: after + 1,
        scanned: last - after,
        end: after === 0,
      };
    },
  };
}

function streamLane(events: EventStore, name: string, filter: EventFilter, direction: Direction): Lane {
  const matches = eventFilter(filter);
  const step = direction === 'forwards' ? 1 : -1;
  return {
    key: 0,
    start: direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER,
    before: ({ version }) => version - step,
    async read(cursor) {
      const from = cursor + step;
      const page = from < 1 ? [] : await events.readStream(name, from, direction, pageEvents);
      const last = page.at(-1)?.version ?? cursor;
      return {
        events: page.filter(matches),
        cursor: last,
        scanned: page.length,
        end: page.length < pageEvents,
      };
    },
  };
}
