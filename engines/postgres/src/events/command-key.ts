import { hash } from 'node:crypto';
import { idPattern, idTimeMs } from '@touchline/kernel/engine';

/** How a log keeps command ids: by their hashes alone, or in the order of the times that ids carry. */
export type KeptIds = 'hashed' | 'timed';

/** What a log knows of a command id, in hexadecimal. */
export interface CommandKey {
  /** What its chain covers: 18 bytes, since ids are chosen by clients and may be long. */
  readonly hash: string;
  /** What it stores, and finds the command by. */
  readonly key: string;
}

const hashDigits = 36;
const timeDigits = 10;
/** Times count milliseconds in 40 bits; after 35 years they begin again, which costs nothing. */
const times = 2 ** 40;

export const commandHash = (id: string): string => hash('sha256', id, 'hex').slice(0, hashDigits);

/**
 * The key of an id that says when it was made begins with that time, so that what is written at one time lies together:
 * hashes alone have each append touch another page of the index, which was a quarter of all work. The hash follows, its
 * first 40 bits moved on by the time: where either is damaged another hash comes out, and the chain does not hold. Only
 * who changes both by as much is not found out.
 */
export function commandKey(id: string, kept: KeptIds): CommandKey {
  const digest = commandHash(id);
  const time = kept === 'hashed' ? undefined : timeIn(id);
  if (time === undefined) return { hash: digest, key: digest };
  const moved = (Number.parseInt(digest.slice(0, timeDigits), 16) + time) % times;
  return { hash: digest, key: digitsOf(time) + digitsOf(moved) + digest.slice(timeDigits) };
}

/** The hash of a command id, from the key that was made of it. */
export function hashIn(key: string): string {
  if (key.length !== timeDigits + hashDigits) return key;
  const time = Number.parseInt(key.slice(0, timeDigits), 16);
  const moved = Number.parseInt(key.slice(timeDigits, 2 * timeDigits), 16);
  return digitsOf((moved - time + times) % times) + key.slice(2 * timeDigits);
}

/** RFC 9562 §5.7 */
const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const uuid7Length = 36;

/** What follows the last colon may be an id of this system, or a UUIDv7. */
function timeIn(id: string): number | undefined {
  const own = id.slice(id.lastIndexOf(':') + 1);
  if (own.length === uuid7Length && uuid7.test(own))
    return Number.parseInt(own.slice(0, 8) + own.slice(9, 13), 16) % times;
  return idPattern.test(own) ? idTimeMs(own) % times : undefined;
}

/** V8 writes whole numbers beyond 32 bits as it writes fractions, ten times slower. */
function digitsOf(whole: number): string {
  const high = Math.floor(whole / 2 ** 24);
  const low = whole % 2 ** 24;
  return (
    digits(high >> 8) + digits(high & 255) + digits(low >> 16) + digits((low >> 8) & 255) + digits(low & 255)
  );
}

const digits = (byte: number): string => twoDigits[byte] as string;
const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
