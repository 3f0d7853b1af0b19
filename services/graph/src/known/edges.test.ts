import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  Blocked,
  Followed,
  FollowRequestApproved,
  FollowRequestDeclined,
  FollowRequested,
  Muted,
  Unblocked,
  Unfollowed,
  Unmuted,
} from '../published.ts';
import { at, rowsOf } from '../testing/rows-of.ts';
import { blocks } from './blocks.ts';
import { followRequests } from './follow-requests.ts';
import { follows } from './follows.ts';
import { mutes } from './mutes.ts';

const between = { follower: 'kai', followee: 'mia' };
const block = { blocker: 'kai', blocked: 'mia' };
const mute = { muter: 'kai', muted: 'mia' };
const edge = { 'kai.mia': { at: Date.parse(at) } };

test('an edge stands from the event that makes it to the event that ends it', () => {
  deepEqual(rowsOf(follows, [Followed(between)]), edge);
  deepEqual(rowsOf(follows, [Followed(between), Unfollowed(between)]), {});
  deepEqual(rowsOf(blocks, [Blocked(block)]), edge);
  deepEqual(rowsOf(blocks, [Blocked(block), Unblocked(block)]), {});
  deepEqual(rowsOf(mutes, [Muted(mute)]), edge);
  deepEqual(rowsOf(mutes, [Muted(mute), Unmuted(mute)]), {});
  deepEqual(rowsOf(followRequests, [FollowRequested(between)]), edge);
  deepEqual(rowsOf(followRequests, [FollowRequested(between), FollowRequestApproved(between)]), {});
  deepEqual(rowsOf(followRequests, [FollowRequested(between), FollowRequestDeclined(between)]), {});
});

test('edges are listed by the person at the one end or the other, in the order of time', () => {
  const row = { at: 5 };
  equal(follows.indexes.followersOf.in(row, 'kai.mia'), 'mia');
  equal(follows.indexes.followingOf.in(row, 'kai.mia'), 'kai');
  equal(followRequests.indexes.to.in(row, 'kai.mia'), 'mia');
  equal(blocks.indexes.byBlocker.in(row, 'kai.mia'), 'kai');
  equal(mutes.indexes.byMuter.in(row, 'kai.mia'), 'kai');
  equal(follows.indexes.followersOf.by?.(row, 'kai.mia'), 5);
});
