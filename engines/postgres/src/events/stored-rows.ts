import { Fault } from '@touchline/kernel';
import type { EventMeta, StoredEvent } from '@touchline/kernel/ports';
import { contentCrc } from './checksum.ts';

export const eventColumnNames =
  'partition, position, version, stream, type, schema, at, actor, meta, crc, data';

export type EventRow = readonly [
  partition: number,
  position: number,
  version: number,
  stream: string,
  type: string,
  schema: number,
  at: number,
  actor: string | null,
  meta: string | null,
  crc: number,
  data: string,
];

/** TE3: no event is handed out whose content is not what was written. */
export function eventFrom(row: EventRow): StoredEvent {
  const [partition, position, version, stream, type, schema, at, actor, meta, crc, data] = row;
  if (contentCrc({ stream, type, schema, at, actor, meta, data }) !== crc) throw damaged(partition, position);
  return {
    partition,
    position,
    stream,
    version,
    type,
    schema,
    at,
    actor,
    meta: meta === null ? null : (JSON.parse(meta) as EventMeta),
    data,
  };
}

export const damaged = (partition: number, position: number): Fault =>
  new Fault('corrupt', `Event ${position} of partition ${partition} is damaged. Run: touchline verify`, {
    retryable: false,
  });
