import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Fault } from '../fault.ts';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const personMax = 200;

export function checkPerson(person: string): void {
  if (person.length < 1 || person.length > personMax)
    throw new Fault('internal', `A person's id has 1 to ${personMax} characters, not ${person.length}.`, {
      retryable: false,
    });
}

const aad = (person: string): Buffer => Buffer.from(`touchline-key|${person}`);

/** PD5: a key in the form it is stored in: AES-256-GCM under the master key, bound to the person. */
export function wrapKey(master: Uint8Array, person: string, key: Uint8Array): Uint8Array {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(aad(person));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

export const newWrappedKey = (master: Uint8Array, person: string): Uint8Array =>
  wrapKey(master, person, randomBytes(keyBytes));

export function unwrapKey(master: Uint8Array, person: string, wrapped: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(aad(person)).setAuthTag(wrapped.subarray(wrapped.length - tagBytes));
    // Not by way of Buffer.concat: its result lies in a pool of 64 KiB, which each kept key would keep.
    const key = decipher.update(wrapped.subarray(ivBytes, wrapped.length - tagBytes));
    decipher.final();
    return key;
  } catch (cause) {
    throw new Fault('corrupt', `The key of ${person} cannot be unwrapped.`, { cause, retryable: false });
  }
}
