import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineDiff } from './line-diff.ts';

test('what went stands before what came, the rest stands once', () => {
  deepEqual(
    lineDiff('{\n "a": 1\n}', '{\n "a": 2,\n "b": 3\n}').map(({ kind, text }) => `${kind} ${text}`),
    ['same {', 'gone  "a": 1', 'new  "a": 2,', 'new  "b": 3', 'same }'],
  );
});

test('without what came it is the old text, without what went the new one', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (old, now) => {
      const lines = lineDiff(old.join('\n'), now.join('\n'));
      const without = (kind: string) => lines.filter((one) => one.kind !== kind).map((one) => one.text);
      deepEqual([without('new'), without('gone')], [old, now]);
    }),
  );
});

test('texts that are too long are not compared', () => {
  const long = 'x\n'.repeat(1000);
  equal(
    lineDiff('', long).every(({ kind }) => kind === 'same'),
    true,
  );
});
