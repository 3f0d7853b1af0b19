import assert from 'node:assert/strict';
import { test } from 'node:test';
import { histogram } from './histogram.ts';

test('percentiles are right to 1/32 of their size, from a microsecond to a minute', () => {
  for (const scale of [1, 50, 1_000, 60_000]) {
    const seen = histogram();
    for (let i = 1; i <= 1_000; i++) seen.note(i * scale);
    for (const share of [0.5, 0.9, 0.99, 1]) {
      const exact = share * 1_000 * scale;
      const found = seen.at(share);
      assert.ok(
        found >= exact && found <= exact * (1 + 1 / 32) + 1,
        `${share} of ${scale}: ${found} for ${exact}`,
      );
    }
  }
});

test('an empty one answers 0', () => assert.equal(histogram().at(0.99), 0));
