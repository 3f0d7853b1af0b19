import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anniversaries } from './anniversaries.ts';

const on = (day: string): number => Date.parse(`${day}T12:00:00Z`);

test('a year has passed on its day, at its hour, and not before', () => {
  const joined = on('2025-05-01');
  assert.deepEqual(anniversaries(joined, on('2026-05-01') - 1), []);
  assert.deepEqual(anniversaries(joined, on('2026-05-01')), [{ years: 1, atMs: on('2026-05-01') }]);
  assert.deepEqual(
    anniversaries(joined, on('2050-05-02')).map(({ years }) => years),
    [1, 5, 10, 25],
  );
});

test('who joined on a leap day has their year on the first of March', () => {
  assert.deepEqual(anniversaries(on('2024-02-29'), on('2025-03-01')), [{ years: 1, atMs: on('2025-03-01') }]);
});
