import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barText, durationText } from './bar-text.ts';

test('a bar is never wider than the terminal, never more than full, and ends full', () => {
  const progress = fc.record({ done: fc.nat(), total: fc.nat(), rate: fc.nat(), leftS: fc.option(fc.nat()) });
  fc.assert(
    fc.property(progress, fc.integer({ min: 1, max: 200 }), (some, columns) => {
      assert.ok(barText(some, 'events', columns).length <= columns);
    }),
  );
  assert.match(barText({ done: 12, total: 10, rate: 1, leftS: 0 }, 'events', 80), /^\[█+\] 100%/);
  assert.match(barText({ done: 0, total: 0, rate: 0, leftS: null }, 'events', 80), /^\[█+\] 100%/);
});

test('time left is told in words', () => {
  assert.deepEqual([0, 59.6, 61, 3599, 7325].map(durationText), [
    '0 s',
    '1 min 0 s',
    '1 min 1 s',
    '59 min 59 s',
    '2 h 2 min',
  ]);
});
