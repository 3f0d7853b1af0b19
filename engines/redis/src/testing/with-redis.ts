import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const names = ['redis-server', 'valkey-server'];
const folders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The server of Redis or Valkey, where one is installed. */
export const redisBinary = (): string | undefined =>
  folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);

/** A suite that needs a Redis; where there is none, it is said loudly which tests did not run and how to get them. */
export function withRedis(what: string, declare: () => void): void {
  if (redisBinary() !== undefined) {
    describe(what, declare);
    return;
  }
  const missing =
    'neither redis-server nor valkey-server is installed (Debian: apt-get install redis-server)';
  process.stderr.write(`!!! Not tested: ${what}, because ${missing}.\n`);
  test(what, { skip: missing });
}
