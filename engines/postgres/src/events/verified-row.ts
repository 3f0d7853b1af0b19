import { hashIn } from './command-key.ts';
import { chainChecksum, contentCrc, contentDigest } from './checksum.ts';

/** All of an event. */
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
];

export const verifiedColumns =
  'position, version, stream, type, schema, at, actor, meta, crc, data, command, fingerprint, places, checksum';

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
  const command = id && hashIn(id.toString('hex'));
  const content = { stream, type, schema, at, actor, meta, command, fingerprint, data };
  if (contentCrc(content) !== crc) return false;
  const place = { partition, position, version, places };
  return chainChecksum(previous, place, contentDigest(content)).equals(stored);
}
