import { Followed, Unfollowed } from '@touchline/graph/published';
import { view } from '@touchline/kernel';
import { z } from 'zod';
import { firstOf, pair } from '../pair.ts';

/** Who follows whom now: the row is there or not. */
export const following = view('following', {
  about: 'Who follows whom.',
  reads: [Followed, Unfollowed],
  row: z.strictObject({}),
  project: {
    Followed: { key: (e) => pair(e.data.follower, e.data.followee), fold: () => ({}) },
    Unfollowed: { key: (e) => pair(e.data.follower, e.data.followee), fold: () => undefined },
  },
  indexes: { byFollower: { in: (_row, key) => firstOf(key) } },
});
