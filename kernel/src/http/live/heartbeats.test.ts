import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { heartbeats } from './heartbeats.ts';

/** A clock whose timers run when they are told to. */
function timers() {
  const waiting = new Set<() => void>();
  return {
    waiting,
    after(_ms: number, action: () => void) {
      waiting.add(action);
      return () => void waiting.delete(action);
    },
    second() {
      const due = new Set(waiting);
      waiting.clear();
      for (const action of due) action();
    },
  };
}

test('each beats every twenty seconds, spread over the time, and only while there are any', () => {
  const clock = timers();
  const beats = heartbeats(clock);
  equal(clock.waiting.size, 0);
  const counts = Array.from({ length: 40 }, () => 0);
  const leave = counts.map((_, i) => beats.add(() => void (counts[i] = (counts[i] ?? 0) + 1)));
  let most = 0;
  for (let second = 0; second < 60; second++) {
    const before = counts.reduce((sum, n) => sum + n, 0);
    clock.second();
    most = Math.max(most, counts.reduce((sum, n) => sum + n, 0) - before);
  }
  deepEqual(new Set(counts), new Set([3]));
  equal(most, 2);
  for (const one of leave) {
    one();
    one();
  }
  equal(clock.waiting.size, 0);
  beats.add(() => {});
  equal(clock.waiting.size, 1);
});
