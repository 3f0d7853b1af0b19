import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { commandTimes } from './command-times.ts';

test('percentiles are right to a tenth, and shares are of all', () => {
  const times = commandTimes(() => 55_000);
  for (let ms = 1; ms <= 100; ms++) times.note({ ms, status: ms > 98 ? 500 : ms > 90 ? 409 : 201 });
  const { p50Ms, p99Ms, refused, failed, perS } = times.read();
  ok(p50Ms !== null && p50Ms >= 50 && p50Ms <= 55, String(p50Ms));
  ok(p99Ms !== null && p99Ms >= 99 && p99Ms <= 109, String(p99Ms));
  deepEqual([refused, failed], [0.08, 0.02]);
  ok(perS > 1 && perS < 3, String(perS));
});

test('what is older than a minute no longer counts', () => {
  let nowMs = 0;
  const times = commandTimes(() => nowMs);
  times.note({ ms: 5, status: 200 });
  nowMs = 59_000;
  ok(times.read().p50Ms);
  nowMs = 60_000;
  equal(times.read().p50Ms, null);
  nowMs = 600_000;
  times.note({ ms: 1, status: 200 });
  ok((times.read().p99Ms ?? 0) < 2);
});
