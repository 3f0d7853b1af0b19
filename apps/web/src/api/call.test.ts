import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { call } from './call.ts';

const refused = (code: string, retryAfter?: string): Response =>
  Response.json(
    { type: '', title: code, status: 503, code, detail: code, requestId: 'r' },
    { status: 503, headers: { ...(retryAfter !== undefined && { 'retry-after': retryAfter }) } },
  );

/** A server that gives these answers one after the other, and a clock that need not be waited for. */
function serverWith(
  t: TestContext,
  answers: readonly Response[],
): { readonly asked: string[]; readonly waitedMs: number[] } {
  const [asked, waitedMs]: [string[], number[]] = [[], []];
  const left = [...answers];
  t.mock.method(globalThis, 'fetch', async (path: string, { method }: RequestInit) => {
    asked.push(`${method} ${path}`);
    return left.shift() ?? Response.json({});
  });
  t.mock.method(globalThis, 'setTimeout', (work: () => void, ms: number) => {
    waitedMs.push(ms);
    queueMicrotask(work);
  });
  return { asked, waitedMs };
}

test('a read that the server has no time for is asked again when it said, and the reader sees what it answers', async (t) => {
  const { asked, waitedMs } = serverWith(t, [
    refused('overloaded', '2'),
    refused('draining', '1'),
    Response.json({ n: 1 }),
  ]);
  deepEqual(await call('GET', '/v1/feed'), { n: 1 });
  deepEqual([asked.length, waitedMs], [3, [2000, 1000]]);
});

test('there is an end to that', async (t) => {
  const { asked } = serverWith(
    t,
    Array.from({ length: 9 }, () => refused('overloaded', '1')),
  );
  await rejects(call('GET', '/v1/feed'), { message: 'overloaded' });
  equal(asked.length, 4);
});

test('what is not visible yet, what gives no time, and what changes something is not asked again', async (t) => {
  const { asked } = serverWith(t, [
    refused('not-yet-visible', '1'),
    refused('overloaded'),
    refused('overloaded', '1'),
  ]);
  await rejects(call('GET', '/v1/feed'), { message: 'not-yet-visible' });
  await rejects(call('GET', '/v1/feed'), { message: 'overloaded' });
  await rejects(call('POST', '/v1/posts'), { message: 'overloaded' });
  equal(asked.length, 3);
});
