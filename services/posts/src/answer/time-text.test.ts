import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { timeText } from './time-text.ts';

const aSecond = fc.integer({ min: -1e9, max: 3e11 });
/** Moments that lie together and apart, before 1970 and after the year 9999, too. */
const moments = fc.array(fc.tuple(aSecond, fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 3 })), {
  maxLength: 5,
});

test('a moment is written as Date does, whatever was written before it', () => {
  fc.assert(
    fc.property(moments, (all) => {
      for (const [second, parts] of all)
        for (const part of parts) {
          const ms = second * 1000 + part;
          equal(timeText(ms), new Date(ms).toISOString());
        }
    }),
  );
});

test('what is no moment is refused, and leaves the next one right', () => {
  throws(() => timeText(Number.NaN), RangeError);
  equal(timeText(1), '1970-01-01T00:00:00.001Z');
});
