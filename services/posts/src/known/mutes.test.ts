import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Muted, Unmuted } from '@touchline/graph/published';
import { rowsOf } from '../testing/rows-of.ts';
import { mutes } from './mutes.ts';

const muted = Muted({ muter: 'kai', muted: 'mia' });
const unmuted = Unmuted({ muter: 'kai', muted: 'mia' });
const another = Muted({ muter: 'kai', muted: 'tom' });

test('a mute goes one way and is counted, and leaves nothing when it is taken back', () => {
  deepEqual(rowsOf(mutes, [muted, another]), {
    kai: { people: 2 },
    'kai.mia': { people: 1 },
    'kai.tom': { people: 1 },
  });
  deepEqual(rowsOf(mutes, [muted, another, unmuted]), { kai: { people: 1 }, 'kai.tom': { people: 1 } });
  deepEqual(rowsOf(mutes, [muted, unmuted]), {});
});
