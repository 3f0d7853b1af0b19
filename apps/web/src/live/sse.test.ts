import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type SseEvent, sseReader } from './sse.ts';

const stream = [
  'retry: 2000\n\n',
  'event: hello\nid: 0.2f\ndata: {"topics":["feed"]}\n\n',
  ':\nid: 0.2k\n\n',
  'event: post.deleted\r\nid: 0.2l\r\ndata: {"post":"p"}\r\n\r\n',
].join('');
const expected: SseEvent[] = [
  { kind: 'beat', data: '', id: undefined },
  { kind: 'hello', data: '{"topics":["feed"]}', id: '0.2f' },
  { kind: 'beat', data: '', id: '0.2k' },
  { kind: 'post.deleted', data: '{"post":"p"}', id: '0.2l' },
];

test('the same events come out however the stream is cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 8 }), (cuts) => {
      const events: SseEvent[] = [];
      const read = sseReader((event) => events.push(event));
      const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      for (const [i, place] of places.entries()) read(stream.slice(places[i - 1] ?? 0, place));
      deepEqual(events, expected);
    }),
  );
});

test('a line without an end is not kept for ever', () => {
  const read = sseReader(() => {});
  throws(() => read('x'.repeat(1_000_001)), /longer than/);
});
