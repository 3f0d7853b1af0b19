import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../clock.ts';
import { lengthMax, line, longestMsMax, sliceMs, waitMsMax } from './line.ts';
import { burst } from './offered-load.ts';

const microtasks = 100;
/** Here nothing but microtasks is to be waited for. */
const settled = async (): Promise<void> => {
  for (let n = 0; n < 5; n++) await Promise.resolve();
};

/** Requests that take so long each, on a clock that only their work moves. */
function standing(requestMs: number) {
  let now = 0;
  let turns: (() => void)[] = [];
  const clock = {
    steady: () => now,
    turn: () => new Promise<void>((resolve) => void turns.push(resolve)),
  };
  const waiting = line(clock, settled);
  const started: string[] = [];
  /** How long those had waited who were late. */
  const lateAfter: number[] = [];
  return {
    waiting,
    started,
    lateAfter,
    request(name: string) {
      const since = now;
      waiting.take((late) => {
        if (late) lateAfter.push(now - since);
        started.push(late ? `${name} late` : name);
        if (!late) now += requestMs;
      });
    },
    pass: (ms: number) => void (now += ms),
    async turn() {
      const ended = turns;
      turns = [];
      for (const end of ended) end();
      for (let n = 0; n < microtasks; n++) await Promise.resolve();
    },
  };
}

test('HT34: what a turn has time for starts at once', () => {
  const { request, started, waiting } = standing(1);
  for (let n = 0; n < sliceMs; n++) request(`${n}`);
  equal(started.length, sliceMs);
  equal(waiting.length(), 0);
});

test('HT34: the rest waits its turn, in order; after a slice of work in which connections came a turn looks for more', async () => {
  const { request, started, waiting, turn, pass } = standing(sliceMs);
  for (const name of ['a', 'b', 'c']) request(name);
  deepEqual(started, ['a']);
  await turn();
  deepEqual(started, ['a', 'b']);
  waiting.arrived();
  pass(1);
  await turn();
  deepEqual(started, ['a', 'b']);
  await turn();
  deepEqual(started, ['a', 'b', 'c']);
});

test('HT34: what a request does behind an await counts, too, before the next one starts', async () => {
  const { waiting, started, pass, request, turn } = standing(sliceMs);
  request('first');
  for (const name of ['a', 'b', 'c'])
    waiting.take(async () => {
      started.push(name);
      await Promise.resolve();
      pass(sliceMs);
    });
  const eachTurn: number[] = [];
  while (started.length < 4 && eachTurn.length < 20) {
    const before = started.length;
    await turn();
    eachTurn.push(started.length - before);
  }
  deepEqual(started, ['first', 'a', 'b', 'c']);
  equal(Math.max(...eachTurn), 1);
});

test('HT34: looking for what came takes no longer than work does, however much comes', async () => {
  const { request, started, waiting, turn, pass } = standing(sliceMs);
  for (let n = 0; n < 20; n++) request('x');
  let turns = 0;
  for (; started.length < 20 && turns < 1000; turns++) {
    waiting.arrived();
    pass(1);
    await turn();
  }
  equal(started.length, 20);
  equal(turns <= 20 * (sliceMs + 2), true, `${turns} turns`);
});

const requestMs = 5;

test('HT34: who waited too long is late where clearly more come than are worked off', async () => {
  const { request, lateAfter, turn, pass } = standing(requestMs);
  for (let turns = 0; turns < longestMsMax / requestMs; turns++) {
    for (let n = 0; n < 20; n++) request('x');
    pass(1);
    await turn();
  }
  const [first = 0] = lateAfter;
  equal(first > waitMsMax && first < waitMsMax + 2 * sliceMs, true, `the first was late after ${first} ms`);
});

test('HT34: a burst and a slow start are worked off; very late is late there, too', async () => {
  const { request, started, turn, pass } = standing(requestMs);
  for (let n = 0; n < burst / 2; n++) request('x');
  pass(longestMsMax - (burst / 2) * requestMs);
  // One comes for each that is worked on: all wait equally long, and nobody too long.
  for (let turns = 0; turns < (4 * longestMsMax) / requestMs; turns++) {
    const before = started.length;
    await turn();
    for (let n = before; n < started.length; n++) request('x');
  }
  deepEqual([...new Set(started)], ['x']);
  pass(longestMsMax);
  await turn();
  await turn();
  equal(started.at(-1), 'x late');
});

test('HT34: what was started is let go while others still wait', async () => {
  const { waiting, request, started, turn } = standing(sliceMs);
  request('first');
  const held = ((): WeakRef<object> => {
    const start = (): void => void started.push('second');
    waiting.take(start);
    return new WeakRef(start);
  })();
  for (let n = 0; n < 20; n++) request('x');
  while (!started.includes('second')) await turn();
  equal(waiting.length() > 10, true);
  await systemClock.turn(); // Until then a reference made in this turn holds what it refers to.
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  equal(held.deref(), undefined);
});

test('HT34: a line has a length; beyond it requests are late at once', () => {
  const { request, started, waiting } = standing(sliceMs);
  for (let n = 0; n < lengthMax + 2; n++) request('x');
  equal(waiting.length(), lengthMax);
  deepEqual(started, ['x', 'x late']);
});
