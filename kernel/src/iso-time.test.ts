import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime } from './iso-time.ts';

const written = (ms: number): string => new Date(ms).toISOString();

test('times come out as Date writes them, in whatever order they are asked for', () => {
  const minute = Date.UTC(2026, 10, 21, 3, 59);
  for (const start of [minute, 0, -1, -62_135_596_800_000, Date.UTC(12_345, 0, 1)])
    for (const into of [0, 1, 999, 1000, 59_999, 60_000, 3_600_000, 86_400_000, -1, 7])
      equal(isoTime(start + into), written(start + into));
});

test('a fraction of a millisecond is cut off, also within a known minute', () => {
  for (const ms of [0.5, 1000.25, 59_999.9, 12_345.678]) equal(isoTime(ms), written(ms));
});

test('what is no time is refused as Date refuses it', () => {
  isoTime(0);
  for (const ms of [Number.NaN, Infinity, 9e15]) throws(() => isoTime(ms), RangeError);
});
