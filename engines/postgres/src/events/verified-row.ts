import { chainChecksum, contentCrc, contentDigest } from './checksum.ts';

/** All of an event, and whether the indexes of streams and of commands know it. */
export type VerifiedRow = readonly [
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
  command: Buffer | null,
  fingerprint: string | null,
  places: string | null,
  checksum: Buffer,
  indexed: boolean,
];

export const verifiedColumns = (schema: string): string =>
  `e.position, e.version, e.stream, e.type, e.schema, e.at, e.actor, e.meta, e.crc, e.data, e.command, e.fingerprint,
   e.places, e.checksum,
   EXISTS (SELECT FROM ${schema}.streams s
     WHERE s.stream = e.stream AND s.partition = e.partition AND s.version >= e.version)
   AND (e.command IS NULL OR EXISTS (SELECT FROM ${schema}.commands c
     WHERE c.id = e.command AND c.partition = e.partition AND c.position = e.position))`;

export function sameChecksum(partition: number, row: VerifiedRow, previous: Buffer): boolean {
  const [
    position,
    version,
    stream,
    type,
    schema,
    at,
    actor,
    meta,
    crc,
    data,
    id,
    fingerprint,
    places,
    stored,
  ] = row;
  const command = id && id.toString('hex');
  const content = { stream, type, schema, at, actor, meta, command, fingerprint, data };
  if (contentCrc(content) !== crc) return false;
  const place = { partition, position, version, places };
  return chainChecksum(previous, place, contentDigest(content)).equals(stored);
}
