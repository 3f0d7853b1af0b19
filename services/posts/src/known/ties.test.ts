import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Blocked, Followed, Unblocked, Unfollowed } from '@touchline/graph/published';
import { rowsOf } from '../testing/rows-of.ts';
import { standing, ties } from './ties.ts';

const kaiFollows = Followed({ follower: 'kai', followee: 'mia' });
const miaFollows = Followed({ follower: 'mia', followee: 'kai' });

test('one row tells both directions of a follow', () => {
  const one = rowsOf(ties, [kaiFollows]);
  deepEqual(Object.keys(one), ['kai.mia']);
  deepEqual(standing(one['kai.mia'], 'kai', 'mia'), { follows: true, blocked: false });
  deepEqual(standing(one['kai.mia'], 'mia', 'kai'), { follows: false, blocked: false });
  const both = rowsOf(ties, [kaiFollows, miaFollows]);
  deepEqual(standing(both['kai.mia'], 'kai', 'mia'), { follows: true, blocked: false });
  deepEqual(standing(both['kai.mia'], 'mia', 'kai'), { follows: true, blocked: false });
});

test('a block counts for both, whoever blocks', () => {
  for (const block of [
    { blocker: 'kai', blocked: 'mia' },
    { blocker: 'mia', blocked: 'kai' },
  ]) {
    const row = rowsOf(ties, [Blocked(block)])['kai.mia'];
    deepEqual(standing(row, 'kai', 'mia'), { follows: false, blocked: true });
    deepEqual(standing(row, 'mia', 'kai'), { follows: false, blocked: true });
  }
});

test('where nothing is left, no row is left', () => {
  const events = [
    kaiFollows,
    miaFollows,
    Unfollowed({ follower: 'kai', followee: 'mia' }),
    Unfollowed({ follower: 'mia', followee: 'kai' }),
    Blocked({ blocker: 'mia', blocked: 'kai' }),
    Unblocked({ blocker: 'mia', blocked: 'kai' }),
  ];
  deepEqual(rowsOf(ties, events), {});
});
