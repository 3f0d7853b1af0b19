import { deepEqual, equal, match } from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';

const main = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'touchline-output-'));
const data = join(folder, 'data');
before(() => {
  writeFileSync(join(folder, 'edges'), '1 2\n2 3\n');
  const made = spawnSync(process.execPath, [main, 'import-graph', join(folder, 'edges'), '--data', data]);
  equal(made.status, 0);
});
after(() => rmSync(folder, { recursive: true }));

test('output that finds no room ends with 1 and one sentence', { skip: !existsSync('/dev/full') }, () => {
  const stdio = ['ignore', openSync('/dev/full', 'w'), 'pipe'] as const;
  const { status, stderr } = spawnSync(process.execPath, [main, 'events', '--data', data], {
    stdio: [...stdio],
    encoding: 'utf8',
  });
  equal(status, 1);
  match(stderr, /^touchline: The output cannot be written \(ENOSPC\)\. Make room there.*\n$/);
});

test('a reader that has seen enough is no error', async () => {
  const child = spawn(process.execPath, [main, 'events', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.destroy();
  deepEqual(await once(child, 'exit'), [0, null]);
});

test('work goes on to its end where nobody hears of it any more', async () => {
  const child = spawn(process.execPath, [main, 'rebuild', '--all', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.destroy();
  const [out, ended] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  deepEqual(ended, [0, null]);
  match(out, /^Rebuilt .*operations\/acts/);
});
