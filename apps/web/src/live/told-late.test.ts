import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { toldLate } from './told-late.ts';

test('a tab that joins is told what came since it may have read, once', () => {
  let nowMs = 0;
  const late = toldLate<string>(() => nowMs);
  late.keep('long ago');
  nowMs = 9_000;
  late.keep('while it was reading');
  nowMs = 10_000;
  deepEqual(late.take(), ['while it was reading']);
  deepEqual(late.take(), []);
});

test('of very much news the latest is kept', () => {
  const late = toldLate<number>(() => 0);
  for (let i = 0; i < 250; i++) late.keep(i);
  deepEqual(
    late.take(),
    Array.from({ length: 100 }, (_, i) => 150 + i),
  );
});
