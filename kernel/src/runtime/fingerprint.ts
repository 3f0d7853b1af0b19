import { hash } from 'node:crypto';

/** What makes two uses of one command id "the same content": command, person and input, whatever the order of keys. */
export type Fingerprint = (type: string, actor: string | null, input: object) => string;

const length = 22; // 132 bits in base64url

export const fingerprintOf: Fingerprint = (type, actor, input) =>
  hash('sha256', contentOf(type, actor, input), 'base64url').slice(0, length);

/**
 * Keyed, as inputs hold passwords: without the key a stored fingerprint says nothing about them. A key in front is
 * enough (and a third of an HMAC's time): half of the digest is cut off, so it cannot be carried on from.
 */
export function keyedFingerprint(key: Uint8Array): Fingerprint {
  const secret = Buffer.from(key).toString('base64url');
  return (type, actor, input) =>
    hash('sha256', `${secret}\n${contentOf(type, actor, input)}`, 'base64url').slice(0, length);
}

const contentOf = (type: string, actor: string | null, input: object): string =>
  `${type}\n${actor ?? ''}\n${canonical(input)}`;

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
