import { createHmac, hash } from 'node:crypto';

/** What makes two uses of one command id "the same content": command, person and input, whatever the order of keys. */
export type Fingerprint = (type: string, actor: string | null, input: object) => string;

const length = 22; // 132 bits in base64url

export const fingerprintOf: Fingerprint = (type, actor, input) =>
  hash('sha256', contentOf(type, actor, input), 'base64url').slice(0, length);

/** Keyed, as inputs hold passwords: without the key a stored fingerprint says nothing about them. */
export const keyedFingerprint =
  (key: Uint8Array): Fingerprint =>
  (type, actor, input) =>
    createHmac('sha256', key)
      .update(contentOf(type, actor, input))
      .digest('base64url')
      .slice(0, length);

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
