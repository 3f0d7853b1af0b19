import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { keyFilter } from './key-filter.ts';

const key = (n: number): string =>
  `01m7xyxq4ye0jsaj3yt9c0h356.01m7xyxb5we1${n.toString(36).padStart(14, '0')}`;

test('a key that was added is always known, and hardly any other', () => {
  const filter = keyFilter(2 ** 14);
  const keys = 15_000;
  let taken = 0;
  for (let n = 0; n < keys; n++) if (filter.add(key(n))) taken++;
  for (let n = 0; n < keys; n++) equal(filter.add(key(n)), true);
  ok(taken > 0 && taken < keys / 100, `${taken} of ${keys} keys were taken for others`);
});
