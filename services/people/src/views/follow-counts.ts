import { view } from '@touchline/kernel';
import { Followed, Unfollowed } from '@touchline/graph/published';
import { z } from 'zod';

const row = z.strictObject({ followers: z.int().nonnegative(), following: z.int().nonnegative() });
export type FollowCounts = Readonly<z.output<typeof row>>;

export const noFollows: FollowCounts = { followers: 0, following: 0 };

interface Between {
  readonly data: { readonly follower: string; readonly followee: string };
}

const adds = (by: 1 | -1) => ({
  key: ({ data }: Between) => [data.follower, data.followee],
  fold(before: FollowCounts = noFollows, { data }: Between, person: string): FollowCounts | undefined {
    const after =
      person === data.follower
        ? { ...before, following: before.following + by }
        : { ...before, followers: before.followers + by };
    return after.followers + after.following > 0 ? after : undefined;
  },
});

/** Apart from the page: counts change often, pages seldom. */
export const followCounts = view('follow-counts', {
  about: 'How many follow a person, and how many they follow.',
  reads: [Followed, Unfollowed],
  row,
  project: { Followed: adds(1), Unfollowed: adds(-1) },
});
