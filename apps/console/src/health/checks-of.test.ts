import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadOverview } from '../api/shapes.ts';
import { checksOf } from './checks-of.ts';

const fine: ReadOverview = {
  caller: { actor: 'ana', role: 'viewer' },
  now: '2026-05-01T12:00:00Z',
  startedAt: '2026-05-01T12:00:00Z',
  log: { heads: [9], events: 9, written: [], everyS: 5, durability: 'fsynced', engine: 'embedded' },
  worst: null,
  consumers: { all: 3, paused: 0, failing: 0 },
  deadLetters: { events: 0, kinds: 0, messages: 0, oldestSince: null },
  commands: { windowS: 60, perS: 0, p50Ms: null, p99Ms: null, refused: 0, failed: 0 },
  liveStreams: 0,
  disk: { freeBytes: 50, totalBytes: 100, dataBytes: 1 },
  memoryBytes: 1,
  rebuilds: [],
};
const states = (change: Partial<ReadOverview>) =>
  checksOf({ ...fine, ...change })
    .filter(({ state }) => state !== 'good')
    .map(({ name, state }) => `${name} ${state}`);

test('where all is well nothing asks for a look', () => deepEqual(states({}), []));

test('what is wrong says so, the worse the louder', () => {
  deepEqual(states({ consumers: { all: 3, paused: 1, failing: 0 } }), ['Readers look']);
  deepEqual(states({ consumers: { all: 3, paused: 1, failing: 1 } }), ['Readers bad']);
  deepEqual(states({ deadLetters: { events: 0, kinds: 0, messages: 1, oldestSince: null } }), [
    'Dead letters look',
  ]);
  deepEqual(states({ disk: { freeBytes: 5, totalBytes: 100, dataBytes: 1 } }), ['Disk look']);
  deepEqual(states({ disk: { freeBytes: 2, totalBytes: 100, dataBytes: 1 } }), ['Disk bad']);
  deepEqual(states({ commands: { ...fine.commands, p99Ms: 2_000 } }), ['Commands look']);
  deepEqual(states({ commands: { ...fine.commands, failed: 0.1 } }), ['Commands bad']);
  deepEqual(states({ worst: { target: 'a/b', lagEvents: 9, lagS: 0, leftS: null, lag: [] } }), []);
  deepEqual(states({ worst: { target: 'a/b', lagEvents: 9, lagS: 60, leftS: null, lag: [] } }), ['Lag look']);
});
