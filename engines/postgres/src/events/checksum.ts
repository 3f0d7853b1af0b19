import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What an event's checksum covers, apart from where it stands. */
export interface Content {
  readonly stream: string;
  readonly type: string;
  readonly schema: number;
  readonly at: number;
  readonly actor: string | null;
  /** As stored, JSON text. */
  readonly meta: string | null;
  /** Hash of the command id, in hexadecimal; on the first event of a command. */
  readonly command: string | null;
  readonly fingerprint: string | null;
  readonly data: string;
}

/** Of SHA-256's 32 bytes so many are kept per event: finding other content for one takes 2^144 tries. */
const checksumBytes = 18;

/**
 * The part of the checksum that is known before the event has its place: 32 bytes as `latin1`, since hundreds of small
 * buffers per batch cost more to throw away than to fill. Texts carry their length (TE1).
 */
export const contentDigest = (content: Content): string => {
  const { stream, type, schema, at, actor, meta, command, fingerprint, data } = content;
  const texts = sized(actor) + sized(meta) + sized(command) + sized(fingerprint) + sized(data);
  return hash('sha256', `${schema}:${at}:${sized(stream)}${sized(type)}${texts}`, 'latin1');
};

const sized = (text: string | null): string => (text === null ? '-' : `${text.length}:${text}`);

export interface Place {
  readonly partition: number;
  readonly position: number;
  readonly version: number;
  /** Where the other events of the command stand, as stored. */
  readonly places: string | null;
}

/** The chain, byte for byte what the database computes in `append_batch`. `previous` is empty before the first. */
export function chainChecksum(
  previous: Uint8Array,
  { partition, position, version, places }: Place,
  digest: string,
): Buffer {
  const fixed = Buffer.alloc(16);
  fixed.writeBigInt64BE(BigInt(position), 0);
  fixed.writeInt32BE(version, 8);
  fixed.writeInt32BE(partition, 12);
  const all = Buffer.concat([previous, fixed, Buffer.from(digest, 'latin1'), Buffer.from(places ?? '')]);
  return hash('sha256', all, 'buffer').subarray(0, checksumBytes);
}

/** TE3: cheap enough for every read. A signed integer: four bytes in PostgreSQL. */
export function contentCrc({
  stream,
  type,
  schema,
  at,
  actor,
  meta,
  data,
}: Omit<Content, 'command' | 'fingerprint'>): number {
  let crc = crc32(`${schema}:${at}:${stream}:${type}:${actor ?? ''}`);
  if (meta !== null) crc = crc32(meta, crc);
  return crc32(data, crc) | 0;
}
