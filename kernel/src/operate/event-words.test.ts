import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredEvent } from '../ports/index.ts';
import { isRefusal } from '../refusal.ts';
import { eventFilter, type EventFilter } from './event-filter.ts';
import { eventWords } from './event-words.ts';

const nowMs = Date.parse('2026-05-02T12:00:00Z');
const event = (more: Partial<StoredEvent>): StoredEvent => ({
  partition: 0,
  position: 7,
  stream: 'post-1',
  version: 1,
  type: 'PostPublished',
  schema: 1,
  at: nowMs - 60_000,
  actor: 'ana',
  meta: null,
  data: '{}',
  ...more,
});

function read(text: string): EventFilter {
  const filter = eventWords(text, nowMs);
  if (isRefusal(filter)) throw new Error(JSON.stringify(filter.details));
  return filter;
}
const finds = (text: string, more: Partial<StoredEvent> = {}): boolean =>
  eventFilter(read(text))(event(more));
const faults = (text: string): unknown => {
  const filter = eventWords(text, nowMs);
  return isRefusal(filter) ? filter.details?.['faults'] : [];
};

test('words of one field widen, fields narrow, and a minus leaves out', () => {
  assert.equal(finds('type:Post*'), true);
  assert.equal(finds('type:Kudos*'), false);
  assert.equal(finds('type:Kudos* type:PostPublished'), true);
  assert.equal(finds('type:Kudos*,PostPublished'), true);
  assert.equal(finds('type:Post* actor:ben'), false);
  assert.equal(finds('-type:Kudos*'), true);
  assert.equal(finds('type:Post* -actor:ana'), false);
});

test('a stream is one, a category, or a pattern', () => {
  for (const text of ['stream:post-1', 'stream:post', 'stream:post-*', 'stream:*-1'])
    assert.equal(finds(text), true, text);
  for (const text of ['stream:post-2', 'stream:pos', '-stream:post']) assert.equal(finds(text), false, text);
});

test('a word alone is looked for in type, stream and actor, whatever its case', () => {
  for (const text of ['publ', 'POST-1', 'ana']) assert.equal(finds(text), true, text);
  assert.equal(finds('-publ'), false);
  assert.equal(finds('c++', { actor: 'c++' }), true);
});

test('times are relative or absolute, both ends inclusive', () => {
  assert.equal(finds('since:2m'), true);
  assert.equal(finds('since:30s'), false);
  assert.equal(finds('since:2026-05-02T11:59'), true);
  assert.equal(finds('until:2026-05-02T11:58:59Z'), false);
  assert.equal(finds('until:2026-05-02T13:59+02:00'), true);
});

test('cause, correlation, place and nobody are found', () => {
  assert.equal(finds('correlation:abc', { meta: { correlation: 'abc' } }), true);
  assert.equal(finds('cause:0.*', { meta: { cause: '0.3' } }), true);
  assert.equal(finds('actor:nobody', { actor: null }), true);
  assert.equal(finds('at:0.7'), true);
  assert.equal(finds('at:0.6'), false);
  assert.equal(finds('partition:1'), false);
});

test('what the log can narrow by is told to it', () => {
  assert.deepEqual(read('type:A type:B stream:post-1').types, ['A', 'B']);
  assert.equal(read('type:A*').types, undefined);
  assert.equal(read('stream:post-1').stream, 'post-1');
  assert.equal(read('-type:A').types, undefined);
});

test('a filter that cannot be read says why, all at once', () => {
  assert.deepEqual(faults('colour:red since:soon type: at:7 -since:2h'), [
    '“colour:” is unknown; there are type, stream, actor, correlation, cause, since, until, at, partition.',
    '“since:soon” is no time: 15m, 2h, 3d, 2026-05-01 or 2026-05-01T12:00Z.',
    'After “type:” a value is missing.',
    '“at:7” is no place: at:0.42.',
    '“-since:” cannot be left out; only type, stream, actor, correlation, cause can.',
  ]);
  assert.equal((faults('a '.repeat(31)) as string[]).length, 1);
});
