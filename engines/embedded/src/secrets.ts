import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
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

/** Names of the secrets that were made, so that one that is lost is not quietly made anew. */
const madeName = 'made';

/** 32 random bytes per name, each a file that only the owner can read. */
export function fileSecrets(folder: string): Secrets & { now(name: string): Uint8Array } {
  makeFolder(folder, 0o700);
  chmodSync(folder, 0o700);
  const known = new Map<string, Uint8Array>();
  const madePath = join(folder, madeName);
  const made = new Set(existsSync(madePath) ? readFileSync(madePath, 'utf8').split('\n') : []);

  function now(name: string): Uint8Array {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || name.length > nameMax)
      throw new Error(
        `A secret's name is lower case letters, digits and hyphens, at most ${nameMax}: ${name}`,
      );
    const before = known.get(name);
    if (before) return before;
    const path = join(folder, `${name}.key`);
    const found = read(path);
    if (!found && made.has(name))
      throw new Error(
        `The secret ${path} is missing. Put it back, or restore a backup (npx touchline restore). To have a new one made, ` +
          `delete its line in ${madePath}: what the old one was used for is void then.`,
      );
    const secret = found ?? create(folder, path);
    known.set(name, secret);
    if (!made.has(name)) appendFileSync(madePath, `${name}\n`, { mode: 0o600, flush: true });
    made.add(name);
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
