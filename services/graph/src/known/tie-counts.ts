import { view } from '@touchline/kernel';
import { z } from 'zod';
import {
  Followed,
  FollowRequestApproved,
  FollowRequestDeclined,
  FollowRequested,
  Unfollowed,
} from '../published.ts';

const count = z.int().nonnegative();
const row = z.strictObject({
  followers: count,
  following: count,
  /** Requests that wait for this person's approval. */
  asked: count,
  /** Requests of this person that wait for others' approval. */
  asking: count,
});
export type TieCounts = Readonly<z.output<typeof row>>;

export const noTies: TieCounts = { followers: 0, following: 0, asked: 0, asking: 0 };

interface Between {
  readonly data: { readonly follower: string; readonly followee: string };
}

/** Adds to one count of the follower and one of the followee. Sums, so the order of partitions is of no account. */
const adds = (by: 1 | -1, ofFollower: keyof TieCounts, ofFollowee: keyof TieCounts) => ({
  key: ({ data }: Between) => [data.follower, data.followee],
  fold(before: TieCounts = noTies, { data }: Between, person: string): TieCounts | undefined {
    const what = person === data.follower ? ofFollower : ofFollowee;
    const after = { ...before, [what]: before[what] + by };
    return after.followers + after.following + after.asked + after.asking > 0 ? after : undefined;
  },
});

export const tieCounts = view('counts', {
  about: 'How many follow a person, and how many they follow.',
  reads: [FollowRequested, FollowRequestApproved, FollowRequestDeclined, Followed, Unfollowed],
  row,
  project: {
    FollowRequested: adds(1, 'asking', 'asked'),
    FollowRequestApproved: adds(-1, 'asking', 'asked'),
    FollowRequestDeclined: adds(-1, 'asking', 'asked'),
    Followed: adds(1, 'following', 'followers'),
    Unfollowed: adds(-1, 'following', 'followers'),
  },
});
