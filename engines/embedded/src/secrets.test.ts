import { deepEqual, equal, notDeepEqual, throws } from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileSecrets } from './secrets.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-secrets-'));
  try {
    await work(join(folder, 'secrets'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('a secret is made at first use, kept, and different for each name', () =>
  inFolder(async (folder) => {
    const secrets = fileSecrets(folder);
    const token = await secrets.secret('tokens');
    equal(token.length, 32);
    notDeepEqual(await secrets.secret('mail'), token);
    deepEqual(await secrets.secret('tokens'), token);
    deepEqual(Buffer.from(await fileSecrets(folder).secret('tokens')), Buffer.from(token));
    deepEqual(readdirSync(folder).toSorted(), ['made', 'mail.key', 'tokens.key']);
  }));

it('a secret that is lost is not made anew, unless it is asked for', () =>
  inFolder(async (folder) => {
    const lost = await fileSecrets(folder).secret('tokens');
    const mail = await fileSecrets(folder).secret('mail');
    rmSync(join(folder, 'tokens.key'));
    const secrets = fileSecrets(folder);
    throws(() => secrets.now('tokens'), /tokens\.key is missing\. Put it back/);
    writeFileSync(join(folder, 'tokens.key'), lost, { mode: 0o600 });
    deepEqual(Buffer.from(secrets.now('tokens')), Buffer.from(lost));
    rmSync(join(folder, 'tokens.key'));
    writeFileSync(join(folder, 'made'), 'mail\n');
    notDeepEqual(fileSecrets(folder).now('tokens'), lost);
    deepEqual(Buffer.from(fileSecrets(folder).now('mail')), Buffer.from(mail));
  }));

it(
  'only the owner can read a secret, and one that others can read is refused',
  { skip: process.platform === 'win32' },
  () =>
    inFolder(async (folder) => {
      await fileSecrets(folder).secret('tokens');
      const path = join(folder, 'tokens.key');
      equal(statSync(path).mode & 0o777, 0o600);
      equal(statSync(folder).mode & 0o777, 0o700);
      chmodSync(path, 0o644);
      throws(() => fileSecrets(folder).now('tokens'), /can be read by others. Run: chmod 600/);
    }),
);

it('a secret of the wrong size and a name that is a path are refused', () =>
  inFolder(async (folder) => {
    const secrets = fileSecrets(folder);
    writeFileSync(join(folder, 'short.key'), 'abc', { mode: 0o600 });
    throws(() => secrets.now('short'), /has 3 bytes where 32 are expected/);
    for (const name of ['../x', 'a/b', '', 'A', 'x'.repeat(65)])
      throws(() => secrets.now(name), /name is lower case/);
  }));
