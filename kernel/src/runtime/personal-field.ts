import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { Fault } from '../fault.ts';

interface Place {
  readonly stream: string;
  readonly version: number;
}

const ivBytes = 12;
const tagBytes = 16;
// A random IV per field; with one key per person the number of fields stays far below 2^32 (NIST SP 800-38D §8.3).
const pool = new Uint8Array(ivBytes * 256);
let used = pool.length;

/** Whether this is a personal field as it stands in the log. */
export const isSealed = (value: unknown): value is { readonly $p: string } =>
  typeof (value as { $p?: unknown } | null)?.$p === 'string';

/** AES-256-GCM of the value's JSON; bound to stream, version and field, so that it cannot be moved (PD2). */
export function sealField(key: Uint8Array, place: Place, field: string, value: unknown): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const iv = pool.slice(used, (used += ivBytes));
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(bound(place, field)));
  const body = cipher.update(JSON.stringify(value), 'utf8');
  cipher.final();
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
}

export function openField(key: Uint8Array, place: Place, field: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(bound(place, field)));
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const text = decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes), undefined, 'utf8');
    return JSON.parse(text + decipher.final('utf8'));
  } catch (cause) {
    throw new Fault(
      'corrupt',
      `The field ${field} of ${place.stream} version ${place.version} cannot be decrypted.`,
      { cause, retryable: false },
    );
  }
}

const bound = (place: Place, field: string): string => `${place.stream}|${place.version}|${field}`;
