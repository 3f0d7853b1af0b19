import { hash } from 'node:crypto';

/** What makes two uses of one command id "the same content": command, person and input, whatever the order of keys. */
export const fingerprintOf = (type: string, actor: string | null, input: object): string =>
  hash('sha256', `${type}\n${actor ?? ''}\n${canonical(input)}`, 'base64url').slice(0, 22);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : JSON.stringify(value);
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
