import { crc32 } from 'node:zlib';
import { Fault } from '@touchline/kernel/engine';
import { primaryCode, resultCode } from './sqlite.ts';

const checksumBytes = Uint32Array.BYTES_PER_ELEMENT;

/** What a row of the index of commands holds, with a CRC-32 of it and of the row's number. */
export function sealed(bytes: Uint8Array, row: number): Uint8Array {
  const all = new Uint8Array(bytes.length + checksumBytes);
  all.set(bytes);
  new DataView(all.buffer).setUint32(bytes.length, crc32(bytes, row));
  return all;
}

/** A row that is not there was there when it was named. A flipped bit could hide an id, which would be used again (ID5). */
export function unsealed(stored: unknown, row: number): Uint8Array {
  if (!(stored instanceof Uint8Array) || stored.length < checksumBytes) throw new DamagedIndex();
  const bytes = stored.subarray(0, -checksumBytes);
  const { buffer, byteOffset, length } = stored;
  if (new DataView(buffer, byteOffset).getUint32(length - checksumBytes) !== crc32(bytes, row))
    throw new DamagedIndex();
  return bytes;
}

export const sealedText = (text: string): string => `${crc32(text)} ${text}`;

export function unsealedText(stored: unknown): string {
  if (typeof stored !== 'string') throw new DamagedIndex();
  const text = stored.slice(stored.indexOf(' ') + 1);
  if (sealedText(text) !== stored) throw new DamagedIndex();
  return text;
}

/**
 * The index is made by these statements and no others: where they do not fit its tables, or meet a row that they are to add,
 * it is damaged, too. A flipped bit in its head makes it read-only.
 */
const ofDamage = ['error', 'readOnly', 'corrupt', 'constraint', 'notADatabase'] as const;

export const isIndexDamage = (error: unknown): boolean =>
  error instanceof DamagedIndex || ofDamage.some((name) => resultCode[name] === primaryCode(error));

export class DamagedIndex extends Fault {
  constructor(cause?: unknown) {
    super(
      'corrupt',
      'The index of commands (commands.db) is damaged. Restart Touchline: it is made again from the log.',
      { cause, retryable: false },
    );
  }
}
