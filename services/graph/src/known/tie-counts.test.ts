import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import {
  Followed,
  FollowRequestApproved,
  FollowRequestDeclined,
  FollowRequested,
  Unfollowed,
} from '../published.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { noTies, tieCounts } from './tie-counts.ts';

const between = { follower: 'kai', followee: 'mia' };

test('a follow counts at both ends, and so does its end', () => {
  deepEqual(rowsOf(tieCounts, [Followed(between)]), {
    kai: { ...noTies, following: 1 },
    mia: { ...noTies, followers: 1 },
  });
  deepEqual(rowsOf(tieCounts, [Followed(between), Unfollowed(between)]), {});
});

test('a request counts until it is approved, declined or withdrawn', () => {
  const asked = { kai: { ...noTies, asking: 1 }, mia: { ...noTies, asked: 1 } };
  deepEqual(rowsOf(tieCounts, [FollowRequested(between)]), asked);
  deepEqual(rowsOf(tieCounts, [FollowRequested(between), FollowRequestDeclined(between)]), {});
  deepEqual(
    rowsOf(tieCounts, [FollowRequested(between), FollowRequestApproved(between), Followed(between)]),
    {
      kai: { ...noTies, following: 1 },
      mia: { ...noTies, followers: 1 },
    },
  );
});
