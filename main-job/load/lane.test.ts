import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../bench/src/load/http-connection.ts';
import { kindTallies } from './kind-tallies.ts';
import { runLane } from './lane.ts';
import type { LoadFigures } from './load-order.ts';
import type { Wish } from './wish.ts';

/** A lane whose wishes are answered with these statuses, one after the other, and then never again. */
async function after(statuses: readonly number[], wish: Wish, isStrict = false): Promise<LoadFigures> {
  const tallies = kindTallies();
  const left = [...statuses];
  await runLane({
    url: new URL('http://127.0.0.1:1'),
    key: 'k',
    next: () => wish,
    idempotencyKey: String,
    isStrict,
    untilMs: Infinity,
    tallies,
    async connect(_host, _port, onLost) {
      const answer = (onAnswer: (answer: Answer) => void): void => {
        const status = left.shift();
        if (status === undefined) onLost(new Error('gone'));
        else onAnswer({ status, bytes: 1, head: '', body: '{"code":"overloaded"}' });
      };
      return {
        send: (_text, onAnswer) => setImmediate(answer, onAnswer),
        isOpen: () => true,
        close: () => {},
      };
    },
  });
  return tallies.figures(1);
}

const kudos: Wish = { kind: 'kudos', method: 'PUT', path: '/', as: 'a', mayBeRefused: true };

test('the domain may say no where others were faster; nobody else may', async () => {
  const lively = await after([204, 404, 503, 409], kudos);
  assert.deepEqual([lively.kinds[1]?.count, lively.kinds[1]?.refused, lively.unanswered], [3, 2, 1]);
  assert.deepEqual(Object.keys(lively.unexpected), ['kudos 503 overloaded']);
  assert.deepEqual(Object.keys((await after([404], kudos, true)).unexpected), ['kudos 404 overloaded']);
  assert.deepEqual(Object.keys((await after([404], { ...kudos, mayBeRefused: false })).unexpected).length, 1);
});

test('what is wrong with the content of an answer is told, too', async () => {
  const wish: Wish = { ...kudos, kind: 'feed', end: () => 'own post missing' };
  assert.deepEqual((await after([200, 200], wish)).unexpected, { 'own post missing': 2 });
});
