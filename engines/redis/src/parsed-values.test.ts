import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { parsedValues } from './parsed-values.ts';

test('the same text under the same key is the same object; another text is another', () => {
  const parsed = parsedValues(() => 0);
  const first = parsed('a', '{"n":1}');
  deepEqual(first, { n: 1 });
  equal(parsed('a', '{"n":1}'), first);
  deepEqual(parsed('a', '{"n":2}'), { n: 2 });
  notEqual(parsed('a', '{"n":1}'), first);
  equal(parsed('none', 'null'), null);
});

test('what was read is forgotten in the end, whoever reads it', () => {
  let now = 0;
  const parsed = parsedValues(() => now);
  const first = parsed('a', '{}');
  now = 16 * 60_000;
  notEqual(parsed('a', '{}'), first);
});
