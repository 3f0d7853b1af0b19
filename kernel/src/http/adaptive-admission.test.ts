import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { admission, inFlightMin, lateMs } from './admission.ts';

/** Takes all places there are, and gives each back after so long; answers how many there were. */
function round(places: ReturnType<typeof admission>, clock: { now: number }, ms: number): number {
  const entered: number[] = [];
  for (let at = places.enter(); at !== undefined; at = places.enter()) entered.push(at);
  clock.now += ms;
  for (const at of entered) places.leave(at);
  return entered.length;
}

const fresh = (max: number) => {
  const clock = { now: 0, steady: () => clock.now };
  return { clock, places: admission(max, clock) };
};

test('HT20: where most requests are late fewer are taken, down to a number that always is', () => {
  const { clock, places } = fresh(1000);
  equal(round(places, clock, lateMs + 1), 1000);
  ok(places.places() < 1000);
  for (let n = 0; n < 100; n++) round(places, clock, lateMs + 1);
  equal(places.places(), inFlightMin);
});

test('HT20: where they are in time again more are taken, up to the limit', () => {
  const { clock, places } = fresh(1000);
  for (let n = 0; n < 100; n++) round(places, clock, lateMs + 1);
  for (let n = 0; n < 100; n++) round(places, clock, lateMs);
  equal(places.places(), 1000);
});

test('HT20: slow ones change nothing where few are inside', () => {
  const { clock, places } = fresh(100);
  for (let n = 0; n < 50; n++) {
    const slow = [places.enter() ?? 0, places.enter() ?? 0];
    clock.now += lateMs;
    clock.now += 1;
    for (const at of slow) places.leave(at);
  }
  equal(places.places(), 100);
});

test('HT20: a small limit stays as it was set', () => {
  const { clock, places } = fresh(2);
  for (let n = 0; n < 20; n++) round(places, clock, 10 * lateMs);
  equal(places.places(), 2);
});
