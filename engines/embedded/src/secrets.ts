import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from '@touchline/kernel/ports';
import { fsyncFolder } from './fsync-folder.ts';
import { makeFolder } from './make-folder.ts';

const secretBytes = 32;
const nameMax = 64;

/** 32 random bytes per name, each a file that only the owner can read. */
export function fileSecrets(folder: string): Secrets & { now(name: string): Uint8Array } {
  makeFolder(folder, 0o700);
  chmodSync(folder, 0o700);
  const known = new Map<string, Uint8Array>();

  function now(name: string): Uint8Array {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || name.length > nameMax)
      throw new Error(
        `A secret's name is lower case letters, digits and hyphens, at most ${nameMax}: ${name}`,
      );
    const before = known.get(name);
    if (before) return before;
    const path = join(folder, `${name}.key`);
    const secret = read(path) ?? create(folder, path);
    known.set(name, secret);
    return secret;
  }

  return { now, secret: async (name) => now(name) };
}

function read(path: string): Uint8Array | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new Error(`The secret ${path} can be read by others. Run: chmod 600 ${path}`);
  if (found.size !== secretBytes)
    throw new Error(
      `The secret ${path} has ${found.size} bytes where ${secretBytes} are expected. Restore it from a backup.`,
    );
  return readFileSync(path);
}

/** Complete and on disk before it has its name: a crash leaves no half secret. */
function create(folder: string, path: string): Uint8Array {
  const secret = randomBytes(secretBytes);
  const partial = `${path}.${process.pid}.partial`;
  const file = openSync(partial, 'w', 0o600);
  try {
    writeSync(file, secret);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(partial, path); // Unlike a rename this never replaces a secret that is there already.
  } finally {
    rmSync(partial);
  }
  fsyncFolder(folder);
  return secret;
}
