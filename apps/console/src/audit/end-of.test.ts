import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { endOf } from './end-of.ts';

const now = { startedAt: '2026-05-01T12:00:00.000Z', log: { engine: 'embedded' } };
const begun = (begunAt: string, act = 'VerifyLog') => ({ act, begunAt, end: null });
const textOf = (...args: Parameters<typeof endOf>) => endOf(...args).text;

test('an act without an end is under way, unless the server has started since it began', () => {
  deepEqual(
    [
      textOf(begun('2026-05-01T12:00:02.000Z'), now),
      textOf(begun('2026-05-01T11:59:59.000Z'), now),
      textOf(begun('2026-05-01T11:59:59.000Z'), undefined),
    ],
    ['under way', 'cut off by a stop', 'no end yet'],
  );
});

test('what copied this log had not ended in the copy', () => {
  const before = '2026-05-01T11:59:59.000Z';
  deepEqual(
    ['BackUp', 'MoveAway'].map((act) => textOf(begun(before, act), now)),
    ['no end in this log', 'no end in this log'],
  );
  deepEqual(textOf(begun('2026-05-01T12:00:02.000Z', 'BackUp'), now), 'under way');
});

test('of an act that another process may be at nothing is claimed', () => {
  const shared = { ...now, log: { engine: 'postgres' } };
  deepEqual(textOf(begun('2026-05-01T11:59:59.000Z'), shared), 'no end yet');
});

test('an end is told as it was recorded', () => {
  const end = { at: now.startedAt, outcome: 'failed', told: '' } as const;
  deepEqual(endOf({ act: 'VerifyLog', begunAt: now.startedAt, end }, now), { text: 'failed', tone: 'live' });
});
