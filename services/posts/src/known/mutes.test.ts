import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Muted, Unmuted } from '@touchline/graph/published';
import { rowsOf } from '../testing/rows-of.ts';
import { mutes } from './mutes.ts';

test('a mute goes one way, stands once, and leaves nothing when it is taken back', () => {
  const mute = { muter: 'kai', muted: 'mia' };
  deepEqual(rowsOf(mutes, [Muted(mute), Muted(mute)]), { 'kai.mia': {} });
  deepEqual(rowsOf(mutes, [Muted(mute), Unmuted(mute)]), {});
});
