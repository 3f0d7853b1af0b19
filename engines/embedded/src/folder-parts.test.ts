import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { folderFiles } from './data-folder.ts';
import { embeddedEngine } from './index.ts';

/** A folder with an event and a person in it. */
async function filledFolder(t: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-parts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const engine = await embeddedEngine({ folder });
  await engine.keys.ensure('ana');
  const events = [{ type: 'Opened', schema: 1, data: '{}' }];
  const appends = [{ stream: 'door', partitionKey: 'door', expected: 'any' as const, events }];
  equal((await engine.events.append({ appends, at: 0, actor: null, meta: null })).status, 'appended');
  await engine.close();
  return folder;
}

for (const [part, said] of [
  ['keys', /keys of all persons/],
  ['log', /the log, from which all else is made/],
  ['master', /opens .*keys\.db/],
] as const)
  test(`a folder without its ${part} is refused, nothing is put in its place, and with it all is there again`, async (t) => {
    const folder = await filledFolder(t);
    const files = folderFiles(folder);
    const path = part === 'master' ? join(files.secrets, 'master.key') : files[part];
    const aside = `${path}.aside`;
    renameSync(path, aside);
    await rejects(embeddedEngine({ folder }), ({ message }: Error) => {
      ok(message.startsWith(`${path} is missing`));
      match(message, said);
      return true;
    });
    equal(existsSync(path), false);
    renameSync(aside, path);
    const engine = await embeddedEngine({ folder });
    ok((await engine.keys.key('ana')) instanceof Uint8Array);
    equal((await engine.events.readStream('door', 1, 'forwards', 10)).length, 1);
    await engine.close();
  });

for (const part of ['log', 'keys', 'queue', 'ledger'] as const)
  test(`a ${part}.db of another program is refused, and stays as it is`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'touchline-parts-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = folderFiles(folder)[part];
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE songs (name TEXT)');
    db.close();
    const before = readFileSync(path);
    await rejects(embeddedEngine({ folder }), {
      message: `${path} is a database of another program, and stays as it is. Move it away, or choose another folder with --data.`,
    });
    deepEqual(readFileSync(path), before);
  });

test('a ledger or queue that is missing beside a log is told of, and begun anew', async (t) => {
  const folder = await filledFolder(t);
  const { ledger, queue } = folderFiles(folder);
  const told: string[] = [];
  const open = async (): Promise<void> =>
    (await embeddedEngine({ folder, onLost: (what) => told.push(what) })).close();
  await open();
  deepEqual(told, []);
  for (const path of [ledger, queue]) rmSync(path);
  await open();
  const lines = told.map(String);
  equal(lines.length, 2);
  match(
    lines.join('\n'),
    /ledger\.db is missing and begins anew: policies begin anew[^]*queue\.db is missing/,
  );
  await open();
  equal(told.length, 2);
});

test('a folder whose first start was cut short is begun again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-parts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = folderFiles(folder);
  await (await embeddedEngine({ folder })).close();
  rmSync(files.log);
  await (await embeddedEngine({ folder })).close();
  rmSync(files.keys);
  await (await embeddedEngine({ folder })).close();
});

for (const part of ['log', 'keys'] as const)
  test(`a folder whose ${part} is cut off is refused with the file and what to do, and stays as it is`, async (t) => {
    const folder = await filledFolder(t);
    const path = folderFiles(folder)[part];
    const left = Math.floor(statSync(path).size / 2);
    truncateSync(path, left);
    for (let starts = 0; starts < 2; starts++)
      await rejects(embeddedEngine({ folder }), ({ message }: Error) => {
        ok(message.startsWith(`${path} is damaged (`), message);
        ok(message.endsWith('Restore a backup (npx touchline restore).'), message);
        return true;
      });
    equal(statSync(path).size, left);
  });
