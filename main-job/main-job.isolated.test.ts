import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const small = ['--people', '60', '--seconds', '1', '--connections', '16', '--partitions', '8'];

async function job(...more: string[]): Promise<{ code: number | null; said: string; left: string }> {
  const child = spawn(process.execPath, [main, ...small, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 240_000,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const left = /A server on (.*)\/data,/.exec(said)?.[1] ?? '';
  return { code, said, left };
}

test('the whole job, small: a graph, a load and a kill -9; every answer is what the events say', async () => {
  const { code, said, left } = await job();
  assert.equal(code, 0, said);
  assert.match(said, /Imported: 60 people \(60 new\), 586 follows/);
  assert.equal(said.match(/All as the events say/g)?.length, 3, said);
  for (const what of [
    /60 feeds/,
    /\d posts in feeds/,
    /\d answered posts/,
    /\d answered wishes/,
    /\d kudos\n/,
  ])
    assert.match(said, what);
  assert.match(said, /\d+ requests were cut off unanswered\n\nStarted again/);
  assert.match(said, /The log is whole/);
  assert.ok(left !== '' && !existsSync(left), `${left} was left behind`);
});

test('the job fails, names the differences and keeps the folder where a view hides posts', async () => {
  const { code, said, left } = await job('--sabotage', 'hide-posts');
  try {
    assert.equal(code, 1, said);
    assert.match(said, /DIFFERENT feed of u_\d+, place \d+ of \d+: expected \w+, found/);
    assert.match(said, /✖ It does not hold that after the kill every answer is what the events say/);
    // A rebuild folds the log anew, and meets the same sabotage.
    assert.match(said, /✖ It does not hold that after the rebuild/);
    assert.ok(existsSync(left));
  } finally {
    rmSync(left, { recursive: true });
  }
});
