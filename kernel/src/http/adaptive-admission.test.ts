import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { admission, inFlightMin, lateMs, longestMs } from './admission.ts';
import { burst } from './offered-load.ts';

/** Takes all places there are, and gives each back after so long; answers how many there were. Others come in vain. */
function round(places: ReturnType<typeof admission>, clock: { now: number }, ms: number, others = 0): number {
  const entered: number[] = [];
  for (let at = places.enter(); at !== undefined; at = places.enter()) entered.push(at);
  for (let n = 0; n < others; n++) places.enter();
  clock.now += ms;
  for (const at of entered) places.leave(at);
  return entered.length;
}

const fresh = (max: number) => {
  const clock = { now: 0, steady: () => clock.now };
  return { clock, places: admission(max, clock) };
};

const tooMany = 2000;

test('HT20: where more come than are done and most are late fewer are taken, down to a number that always is', () => {
  const { clock, places } = fresh(1000);
  equal(round(places, clock, lateMs + 1, tooMany), 1000);
  ok(places.places() < 1000);
  for (let n = 0; n < 100; n++) round(places, clock, lateMs + 1, tooMany);
  equal(places.places(), inFlightMin);
});

test('HT20: at a slow start, where no more come than are done, as many are taken until they take very long', () => {
  const { clock, places } = fresh(burst);
  for (let n = 0; n < 20; n++) equal(round(places, clock, longestMs), burst);
  for (let n = 0; n < 100; n++) round(places, clock, longestMs + 1);
  equal(places.places(), inFlightMin);
});

test('HT20: where they are in time again more are taken, up to the limit', () => {
  const { clock, places } = fresh(1000);
  for (let n = 0; n < 100; n++) round(places, clock, lateMs + 1, tooMany);
  for (let n = 0; n < 100; n++) round(places, clock, lateMs);
  equal(places.places(), 1000);
});

test('HT20: slow ones change nothing where few are inside', () => {
  const { clock, places } = fresh(100);
  for (let n = 0; n < 50; n++) {
    const slow = [places.enter() ?? 0, places.enter() ?? 0];
    clock.now += longestMs;
    clock.now += 1;
    for (const at of slow) places.leave(at);
  }
  equal(places.places(), 100);
});

test('HT20: a small limit stays as it was set', () => {
  const { clock, places } = fresh(2);
  for (let n = 0; n < 20; n++) round(places, clock, 10 * longestMs);
  equal(places.places(), 2);
});
