import { deepStrictEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { nearWindow, type Place } from './near-window.ts';

const placeOf = (by: number): Place => ({ by, key: `k${by}`, row: {} });

test('VW39: a window that is full holds nothing of what comes after its end, and no longer says that nothing does', () => {
  const left: string[] = [];
  const window = nearWindow([], {
    ended: true,
    direction: 'ascending',
    onLeft: (key) => void left.push(key),
  });
  for (let by = 0; by < 64; by++) equal(window.enter(placeOf(by)), true);
  equal(window.enter(placeOf(64)), false);
  equal(window.beyond(undefined, 65), undefined);
  deepStrictEqual(left, []);
  equal(window.enter(placeOf(-1)), true);
  deepStrictEqual([left, window.places.length], [['k63'], 64]);
});
