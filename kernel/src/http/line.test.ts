import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { burstMsMax, lengthMax, line, sliceMs, waitMsMax } from './line.ts';

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
  return {
    waiting,
    started,
    request(name: string) {
      waiting.take((late) => {
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

test('HT34: the rest waits its turn, in order; between two slices of work a turn looks for what came', async () => {
  const { request, started, waiting, turn, pass } = standing(sliceMs);
  for (const name of ['a', 'b', 'c']) request(name);
  await turn(); // They came: it looks for more before it works.
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

test('HT34: a burst is worked off; in a line that stays, who waited too long is late', async () => {
  const { request, started, turn, pass } = standing(sliceMs);
  request('first');
  request('burst');
  pass(burstMsMax - sliceMs);
  await turn();
  await turn();
  deepEqual(started, ['first', 'burst']);
  started.length = 0;
  const all = 400;
  for (let n = 0; n < all; n++) request('x');
  for (let turns = 0; started.length < all && turns < 2 * all; turns++) await turn();
  const late = started.filter((name) => name.endsWith('late')).length;
  equal(started.length, all);
  equal(Math.abs(all - late - burstMsMax / sliceMs) <= 2, true, `${all - late} were in time`);
});

test('HT34: in a line that has stood long, a wait counts as too long that did not in a young one', async () => {
  const { request, started, turn } = standing(sliceMs);
  const between = (waitMsMax + burstMsMax) / 2;
  for (let n = 0; n <= between / sliceMs; n++) request('x');
  // One comes for each that is worked on: all wait equally long.
  for (let turns = 0; turns < (4 * burstMsMax) / sliceMs; turns++) {
    const before = started.length;
    await turn();
    for (let n = before; n < started.length; n++) request('x');
  }
  const firstLate = started.indexOf('x late');
  equal(Math.abs(firstLate - burstMsMax / sliceMs) <= 3, true, `the first was late after ${firstLate}`);
});

test('HT34: a line has a length; beyond it requests are late at once', () => {
  const { request, started, waiting } = standing(sliceMs);
  for (let n = 0; n < lengthMax + 2; n++) request('x');
  equal(waiting.length(), lengthMax);
  deepEqual(started, ['x', 'x late']);
});
