import { Fault, systemClock, type Clock } from '@touchline/kernel';
import type { EventMeta, PartitionSlice, StoredEvent } from '@touchline/kernel/ports';
import { rowChecksum } from './checksum.ts';
import { unpackData, type StoredData } from './event-data.ts';
import { typeNames } from './event-types.ts';
import { openForReading, partitionOf, positionOf, seqOf } from './log-schema.ts';
import { type ArrayStatement, arrays, isDamage, primaryCode } from './sqlite.ts';

type Row = [
  seq: number,
  type: number,
  version: number,
  at: number,
  crc: number,
  stream: string,
  actor: string | null,
  meta: string | null,
  stored: StoredData,
];

const columns = 'seq, type, version, at, crc, stream, actor, meta, data';
/** Rows looked through at once when only some types are wanted; between two of them requests get their turn. */
const strideMax = 10_000;
const stridesMax = 16;
const preparedMax = 256;

/** Reads beside the writer, on a connection of its own. */
export function logReader(path: string, clock: Pick<Clock, 'turn'> = systemClock) {
  const db = openForReading(path);
  const types = typeNames(db);
  const all = arrays<Row>(db, `SELECT ${columns} FROM events WHERE seq > ? AND seq <= ? LIMIT ?`);
  const upwards = arrays<Row>(
    db,
    `SELECT ${columns} FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?`,
  );
  const downwards = arrays<Row>(
    db,
    `SELECT ${columns} FROM events WHERE stream = ? AND version <= ? ORDER BY version DESC LIMIT ?`,
  );
  const some = new Map<string, ArrayStatement<Row>>();

  function ofTypes(ids: readonly number[]): ArrayStatement<Row> {
    const list = ids.join();
    let statement = some.get(list);
    if (!statement) {
      if (some.size >= preparedMax) some.clear();
      statement = arrays<Row>(
        db,
        `SELECT ${columns} FROM events WHERE seq > ? AND seq <= ? AND type IN (${list}) LIMIT ?`,
      );
      some.set(list, statement);
    }
    return statement;
  }

  function rows(statement: ArrayStatement<Row>, ...bound: (string | number)[]): StoredEvent[] {
    try {
      const found: unknown[] = statement.all(...bound);
      // In place: both lists at once would be twice as much to carry through a garbage collection.
      for (let i = 0; i < found.length; i++) found[i] = eventFrom(found[i] as Row);
      return found as StoredEvent[];
    } catch (error) {
      throw readFault(error, path);
    }
  }

  function eventFrom([seq, typeId, version, at, crc, stream, actor, meta, stored]: Row): StoredEvent {
    const partition = partitionOf(seq);
    const position = positionOf(seq);
    const type = types.of(typeId);
    // TE3: no event is handed out whose bytes are not those that were written.
    const whole =
      typeof stream === 'string' &&
      (typeof stored === 'string' || stored instanceof Uint8Array) &&
      (actor === null || typeof actor === 'string') &&
      (meta === null || typeof meta === 'string') &&
      rowChecksum(seq, typeId, { stream, version, at, actor, meta, data: stored }) === crc;
    if (!type || !whole)
      throw new Fault(
        'corrupt',
        `Event ${position} of partition ${partition} is damaged. Run: touchline verify`,
        { retryable: false },
      );
    return {
      partition,
      position,
      stream,
      version,
      type: type.name,
      schema: type.schema,
      at,
      actor,
      meta: meta === null ? null : (JSON.parse(meta) as EventMeta),
      data: unpackData(stored, { stream, actor }),
    };
  }

  return {
    db,
    stream: (
      stream: string,
      from: number,
      direction: 'forwards' | 'backwards',
      limit: number,
    ): StoredEvent[] => {
      const events = rows(direction === 'forwards' ? upwards : downwards, stream, from, limit);
      if (!follow(events, stream, from, direction, limit))
        throw new Fault('corrupt', `The index of streams leads astray in ${stream}. Run: touchline verify`, {
          retryable: false,
        });
      return events;
    },

    /** Up to `head`, which the caller knows to be committed: what lies behind it is whole (ES7). */
    async partition(
      partition: number,
      after: number,
      head: number,
      limit: number,
      wanted?: readonly string[],
    ): Promise<PartitionSlice> {
      if (!wanted) {
        const events = rows(all, seqOf(partition, after), seqOf(partition, head), limit);
        const upTo = Math.min(head, after + limit);
        if (events.length !== Math.max(0, upTo - after) || !areInOrder(events, partition, after, upTo))
          throw astray(partition);
        return { events, position: events.at(-1)?.position ?? after };
      }
      const statement = ofTypes(types.idsOf(wanted));
      let events: StoredEvent[] = [];
      let position = after;
      for (let stride = 0; stride < stridesMax && position < head && events.length < limit; stride++) {
        if (stride > 0) await clock.turn();
        const end = Math.min(head, position + strideMax);
        const found = rows(
          statement,
          seqOf(partition, position),
          seqOf(partition, end),
          limit - events.length,
        );
        if (!areInOrder(found, partition, position, end)) throw astray(partition);
        events = events.length === 0 ? found : events.concat(found);
        position = events.length === limit ? (events.at(-1) as StoredEvent).position : end;
      }
      return { events, position };
    },
    close: (): void => db.close(),
  };
}

/** TE3: no checksum covers the tree that the events hang in, so what it led to must be what was asked for, in order. */
function areInOrder(events: readonly StoredEvent[], partition: number, after: number, upTo: number): boolean {
  let last = after;
  for (const event of events) {
    if (event.partition !== partition || event.position <= last || event.position > upTo) return false;
    last = event.position;
  }
  return true;
}

const astray = (partition: number): Fault =>
  new Fault('corrupt', `The log leads astray in partition ${partition}. Run: touchline verify`, {
    retryable: false,
  });

/** TE3: no checksum covers the index of streams, so what it led to must be this stream, version by version. */
function follow(
  events: readonly StoredEvent[],
  stream: string,
  from: number,
  direction: 'forwards' | 'backwards',
  limit: number,
): boolean {
  const step = direction === 'forwards' ? 1 : -1;
  let expected = direction === 'forwards' ? from : (events[0]?.version ?? 0);
  for (const event of events) {
    if (event.stream !== stream || event.version !== expected) return false;
    expected += step;
  }
  return direction === 'forwards' || events.length === limit || events.length === 0 || expected === 0;
}

function readFault(error: unknown, path: string): unknown {
  if (isDamage(error))
    return new Fault('corrupt', `${path} is damaged. Run: touchline verify`, {
      cause: error,
      retryable: false,
    });
  if (primaryCode(error) !== 0) return new Fault('internal', `${path} cannot be read.`, { cause: error });
  return error;
}
