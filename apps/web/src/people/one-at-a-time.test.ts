import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { oneAtATime } from './one-at-a-time.ts';

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test('of those who ask while it runs, the last is answered by one more run', async () => {
  const ends: (() => void)[] = [];
  const ask = oneAtATime(() => new Promise((resolve) => void ends.push(resolve)));
  ask();
  ask();
  ask();
  equal(ends.length, 1);
  ends[0]?.();
  await settled();
  equal(ends.length, 2);
  ends[1]?.();
  await settled();
  equal(ends.length, 2, 'nobody asked since');
});

test('a run that failed is over', async () => {
  let runs = 0;
  const ask = oneAtATime(() => {
    runs++;
    return Promise.reject(new Error('no connection'));
  });
  ask();
  await settled();
  ask();
  equal(runs, 2);
});
