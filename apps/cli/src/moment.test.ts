import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moment } from './moment.ts';

const now = Date.parse('2026-05-01T12:00:00.000Z');
const read = (text: string): string => moment(text, '--since', now);

test('a time is a date, a time in UTC or with its zone, or how long ago', () => {
  assert.equal(read('2026-04-30'), '2026-04-30T00:00:00.000Z');
  assert.equal(read('2026-04-30T08:30'), '2026-04-30T08:30:00.000Z');
  assert.equal(read('2026-04-30T08:30:15+02:00'), '2026-04-30T06:30:15.000Z');
  assert.equal(read('90s'), '2026-05-01T11:58:30.000Z');
  assert.equal(read('3d'), '2026-04-28T12:00:00.000Z');
});

test('anything else is not understood', () => {
  for (const text of ['', 'yesterday', '5', '2026-13-01', '12:00', '3 d', '1714560000'])
    assert.throws(() => read(text), { exitCode: 2 }, text);
});
