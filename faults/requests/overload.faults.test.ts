import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { caller, type Answered, type Call } from '../crash/call.ts';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { sized } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';

const atOnce = 400;
const memoryMbMax = 500;
const worker = fileURLToPath(new URL('./slow-server.worker.ts', import.meta.url));

test('INV-16, INV-17: far more requests than a server takes are refused with Retry-After, and nothing answered is lost', async () => {
  const count = fired('overload');
  await overloaded('none', sized(2, 40), count);
  count.report('accepted reads', 'accepted posts', 'refused');
});

const sabotages = {
  'no-retry-after': /says not when to come again/,
  'no-line': /requests at once was refused/,
};

for (const [sabotage, by] of Object.entries(sabotages))
  test(`INV-17: the sabotage ${sabotage} is seen`, async () => {
    await isCaught(sabotage, by, () => overloaded(sabotage, 1, fired(`overload, ${sabotage}`)));
  });

const overloaded = (sabotage: string, rounds: number, count: Fired): Promise<void> =>
  inScratch(async (folder) => {
    const child = fork(worker, [folder, sabotage], {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    try {
      const [{ url, key }] = (await once(child, 'message')) as [{ url: string; key: string }];
      const server = { url: new URL(url), key };
      const calm = caller(server);
      const flood = caller(server, new Agent({ maxSockets: atOnce }));
      const person = await personOf(calm);
      const posts: string[] = [];
      for (let round = 0; round < rounds; round++) await burst(flood, person, round, posts, count);
      flood.close();
      assert.ok(count.of('refused') > 0, `none of ${rounds * atOnce} requests at once was refused`);
      assert.ok(memoryMbOf(child) < memoryMbMax, `it took ${memoryMbOf(child)} MB of memory`);
      for (const post of posts) {
        const { status } = await calm({ method: 'GET', path: `/v1/posts/${post}` });
        assert.equal(status, 200, `the post ${post} was answered and is lost`);
      }
      calm.close();
    } finally {
      const ended = once(child, 'exit');
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    }
  });

async function personOf(call: Call): Promise<string> {
  const body = { handle: 'runner', name: 'Runner' };
  const made = await call({ method: 'POST', path: '/v1/admin/accounts', body });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return (made.body as { id: string }).id;
}

/** Reads and posts, all at once; each on a connection of its own. */
async function burst(call: Call, as: string, round: number, posts: string[], count: Fired): Promise<void> {
  const sending = Array.from({ length: atOnce }, async (_, n) => {
    const isPost = n % 4 === 0;
    const answer = isPost
      ? await call({ method: 'POST', path: '/v1/posts', body: { text: `${round}/${n}` }, as })
      : await call({ method: 'GET', path: '/v1/feed/public', as });
    if (isRefusal(answer)) return count('refused');
    assert.equal(answer.status, isPost ? 201 : 200, JSON.stringify(answer.body));
    count(isPost ? 'accepted posts' : 'accepted reads');
    if (isPost) posts.push((answer.body as { id: string }).id);
  });
  await Promise.all(sending);
}

function isRefusal({ status, headers }: Answered): boolean {
  if (status !== 503 && status !== 429) return false;
  assert.match(headers['retry-after'] ?? '', /^\d+$/, `a ${status} says not when to come again`);
  return true;
}

/** Of Linux; elsewhere the bound is not looked at. */
function memoryMbOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return 0;
  }
}
