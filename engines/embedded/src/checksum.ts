import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { StoredData } from './event-data.ts';

/** What a checksum covers. All fields that a reader is given, and where they stand. */
export interface Chained {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  readonly at: number;
  readonly actor: string | null;
  /** As stored, JSON text. */
  readonly meta: string | null;
  /** The command record in its text form. */
  readonly command: string | null;
  readonly data: string;
}

/**
 * 18 of SHA-256's 32 bytes: finding other content for a given checksum takes 2^144 tries, and two contents
 * with one checksum (2^72) help nobody, since only the writer, who may write either, could make both.
 * 14 bytes per event saved; 18 bytes are exactly 24 characters of base64url.
 */
export const checksumBytes = 18;
const checksumLength = 24;

/** The checksum before the first event of a partition. */
export const firstChecksum = 'A'.repeat(checksumLength);

/** TE1: the chain. Texts carry their length in UTF-16 units, so that no two contents give the same bytes. */
export function chainChecksum(previous: string, event: Chained): string {
  const { partition, position, version, schema, at, stream, type, actor, meta, command, data } = event;
  const head = `${previous}${partition}:${position}:${version}:${schema}:${at}:`;
  const texts = sized(stream) + sized(type) + sized(actor) + sized(meta) + sized(command) + sized(data);
  return hash('sha256', head + texts, 'base64url').slice(0, checksumLength);
}

const sized = (text: string | null): string => (text === null ? '-' : `${text.length}:${text}`);

/** What can be checked of one row alone, on every read. */
export interface Checked extends Pick<Chained, 'stream' | 'version' | 'at' | 'actor' | 'meta'> {
  readonly data: StoredData;
}

/** TE3: a 32-bit checksum of one row (`type` is its number in the log), cheap enough for every read. A signed integer: four bytes in SQLite. */
export function rowChecksum(seq: number, type: number, event: Checked): number {
  const { stream, version, at, actor, meta, data } = event;
  const numbers = fold(seq) ^ Math.imul(fold(at), 31) ^ Math.imul(type, 0x85_eb_ca_6b);
  const seed = (numbers ^ Math.imul(version, 0x9e_37_79_b1)) >>> 0;
  // One bit tells text from bytes in the file: the same ones as the other kind have another checksum.
  if (typeof data !== 'string') return ~crc32(data, crc32((actor ?? '') + (meta ?? ''), crc32(stream, seed)));
  // Of texts one after another as of all in one, and a call costs more than the bytes. What follows a stream's name stays
  // apart from it: half characters, one at the end and one at the start, would become whole.
  const rest = meta === null ? data : meta + data;
  if (actor === null) return crc32(stream + rest, seed) | 0;
  return crc32(actor + rest, crc32(stream, seed)) | 0;
}

const fold = (whole: number): number => (whole / 2 ** 32) ^ (whole | 0);
