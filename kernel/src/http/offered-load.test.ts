import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { burst, offeredLoad, spanMs, timesMax } from './offered-load.ts';

/** So many offered and carried in each millisecond, for so long; answers whether it was ever too much. */
function everTooMuch(
  load: ReturnType<typeof offeredLoad>,
  perMs: [number, number],
  from: number,
  ms: number,
) {
  let ever = false;
  for (let now = from; now < from + ms; now++) {
    for (let n = 0; n < perMs[0]; n++) load.offered(now);
    for (let n = 0; n < perMs[1]; n++) load.carried(now);
    ever ||= load.isTooMuch(now);
  }
  return ever;
}

test('HT20, HT34: what is carried may be offered for ever, and a burst once', () => {
  const load = offeredLoad();
  for (let n = 0; n < burst; n++) load.offered(0);
  equal(load.isTooMuch(0), false);
  equal(everTooMuch(load, [3, 3], 0, 20 * spanMs), false);
});

test('HT20, HT34: clearly more is too much, until it is over', () => {
  const load = offeredLoad();
  equal(everTooMuch(load, [3, 2], 0, 20 * spanMs), false);
  equal(everTooMuch(load, [2 * timesMax, 1], 20 * spanMs, spanMs), true);
  equal(everTooMuch(load, [1, 1], 22 * spanMs, spanMs), false);
});

test('HT20, HT34: what was long ago does not count', () => {
  const load = offeredLoad();
  for (let n = 0; n < 2 * burst; n++) load.offered(0);
  equal(load.isTooMuch(2 * spanMs - 1), true);
  equal(load.isTooMuch(2 * spanMs), false);
});
