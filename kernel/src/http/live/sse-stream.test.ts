import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { sseStream } from './sse-stream.ts';

function opened(backlogBytesMax = 1000) {
  const seen = { cuts: 0, ends: 0 };
  const stream = sseStream({
    backlogBytesMax,
    retryMs: 2000,
    cut: () => seen.cuts++,
    onEnd: () => seen.ends++,
  });
  return { ...stream, seen };
}

const event = (n: number, size = 1) => ({ kind: 'told', id: `0.${n}`, data: { text: 'é'.repeat(size) } });

test('events, beats and the end are text/event-stream; an id moves without an event', async () => {
  const { body, listener, beat, seen } = opened();
  listener.take([event(1), event(2)]);
  beat('0.3');
  listener.end();
  listener.take([event(4)]);
  equal(
    await new Response(body).text(),
    'retry: 2000\n\n' +
      'event: told\nid: 0.1\ndata: {"text":"é"}\n\n' +
      'event: told\nid: 0.2\ndata: {"text":"é"}\n\n' +
      ':\nid: 0.3\n\n',
  );
  deepEqual(seen, { cuts: 0, ends: 1 });
});

test('HT28: a reader who does not read is cut off once too much waits, and holds no more than that', () => {
  const { listener, seen } = opened(1000);
  for (let n = 0; n < 8; n++) listener.take([event(n, 40)]);
  deepEqual(seen, { cuts: 0, ends: 0 });
  for (let n = 0; n < 100; n++) listener.take([event(n, 40)]);
  deepEqual(seen, { cuts: 1, ends: 1 });
});

test('a reader who leaves ends it, once', async () => {
  const { body, listener, beat, seen } = opened();
  const reader = body.getReader();
  ok((await reader.read()).value);
  await reader.cancel();
  listener.take([event(1)]);
  beat('0.1');
  listener.end();
  deepEqual(seen, { cuts: 0, ends: 1 });
});
