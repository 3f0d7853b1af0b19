import { hash } from 'node:crypto';

/** What the first event of a command carries, so that the log itself knows which commands it has seen (ID1). */
export interface CommandRecord {
  /** Hash of the command id, 24 characters of base64url. */
  readonly id: string;
  readonly fingerprint: string;
  /** `[seq, count, seq, count …]` when the command wrote more than one event; else `''`. */
  readonly places: string;
}

const idLength = 24;

export const commandHash = (id: string): string => hash('sha256', id, 'base64url').slice(0, idLength);

/** The key in the index of commands: 40 bits of the hash. Two ids may share it; the record tells them apart. */
export function commandKey(id: string): number {
  let bits = 0;
  for (let i = 0; i < keyDigits; i++) bits = bits * 64 + (valueOf[id.charCodeAt(i)] as number);
  return Math.floor(bits / 4); // Seven digits have two bits more.
}

const keyDigits = 7;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'; // base64url, RFC 4648 §5
const valueOf = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, digits.indexOf(String.fromCharCode(code))),
);

/** The text form: what the chain of checksums covers. */
export const commandText = ({ id, fingerprint, places }: CommandRecord): string =>
  `${id}${fingerprint}~${places}`;

// A fingerprint of 22 base64url characters takes 17 bytes; two zero characters fill them to a multiple of four.
const usual = /^[\w-]{22}$/;
const packedBytes = 36;

/** The stored form: 36 bytes for the usual command with one event, text for any other. */
export function packCommand(record: CommandRecord, scratch: Buffer): Uint8Array | string {
  if (record.places !== '' || !usual.test(record.fingerprint)) return commandText(record);
  scratch.write(`${record.id}${record.fingerprint}AA`, 0, packedBytes, 'base64url');
  return scratch.length === packedBytes ? scratch : scratch.subarray(0, packedBytes);
}

export const commandScratch = (): Buffer => Buffer.alloc(packedBytes);

export function unpackCommand(stored: Uint8Array | string): CommandRecord {
  if (typeof stored !== 'string') {
    const text = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('base64url');
    return { id: text.slice(0, idLength), fingerprint: text.slice(idLength, idLength + 22), places: '' };
  }
  const end = stored.lastIndexOf('~');
  return {
    id: stored.slice(0, idLength),
    fingerprint: stored.slice(idLength, end),
    places: stored.slice(end + 1),
  };
}
