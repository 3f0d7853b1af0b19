import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { hearStream } from './stream.ts';

test('a stream that is refused is asked for again when it was said, and where that cannot be read, not at once', async (t) => {
  for (const [said, retryAfterS] of [
    ['7', 7],
    ['Tue, 24 Nov 2026 04:00:00 GMT', 30],
    [undefined, 30],
  ] as const) {
    t.mock.method(globalThis, 'fetch', async () =>
      Promise.resolve(new Response('', { status: 503, headers: said ? { 'retry-after': said } : {} })),
    );
    const { signal } = new AbortController();
    const end = await hearStream({ topics: ['public'], after: undefined, client: 'c', onEvent() {}, signal });
    deepEqual(end, { why: 'refused', status: 503, retryAfterS });
  }
});
