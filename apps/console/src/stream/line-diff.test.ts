import { deepEqual } from 'node:assert/strict';
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

test('of long texts the difference is told, too', () => {
  const numbers = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => String(from + i));
  const changed = (before: string[], after: string[]) =>
    lineDiff(before.join('\n'), after.join('\n'))
      .filter(({ kind }) => kind !== 'same')
      .map(({ kind, text }) => `${kind} ${text}`);
  const long = numbers(0, 3_000);
  deepEqual(changed(long, long.with(1_500, 'another')), ['gone 1500', 'new another']);
  deepEqual(changed(long, numbers(0, 2_999)), ['gone 2999']);
  const other = numbers(10_000, 13_000);
  deepEqual(changed(long, other), [
    ...long.map((line) => `gone ${line}`),
    ...other.map((line) => `new ${line}`),
  ]);
});
