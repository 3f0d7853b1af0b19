import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { ago, bytes, consumerName, duration, fullTime, many, percent } from './format.ts';

test('durations and sizes are said in the unit that fits', () => {
  equal(duration(0.44), '0.4 s');
  equal(duration(148), '2 m 28 s');
  equal(duration(11_040), '3 h 4 m');
  equal(duration(439_200), '5 d 2 h');
  equal(bytes(999), '999 B');
  equal(bytes(1_250_000), '1.3 MB');
  equal(bytes(86_000_000_000), '86 GB');
});

test('counts have their word, shares their percent', () => {
  equal(many(1, 'event'), '1 event');
  equal(many(1204, 'event'), '1,204 events');
  equal(percent(0.0002), '0.02 %');
  equal(percent(0.62), '62 %');
});

test('what was a moment ago never lies in the future', () => {
  const nowMs = Date.parse('2026-05-01T12:00:00Z');
  equal(ago('2026-05-01T12:00:05Z', nowMs), '0 s ago');
  equal(ago('2026-05-01T11:58:00Z', nowMs), '2 m ago');
  equal(ago('2026-04-28T11:58:00Z', nowMs), '3 d ago');
});

test('consumers are called as their views and policies are', () => {
  equal(consumerName('post-page@1.2'), 'post-page');
  equal(consumerName('policy:end-stale-sessions'), 'end-stale-sessions');
});

test('a time is told with its zone: what is written of one may be read in another', () => {
  match(fullTime('2026-05-01T12:00:00Z'), /^1 May 2026.* \d\d:00:00 (UTC|GMT[+-]?[\d:]*|[A-Z]{3,5})$/);
});
