import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { glob } from './glob.ts';

test('a pattern matches what a regular expression of the same meaning does', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 });
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      const same = new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
      assert.equal(glob(pattern, text), same.test(text));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern of many stars takes no time', () => {
  assert.equal(glob(`${'*a'.repeat(100)}b`, 'a'.repeat(10_000)), false);
});
