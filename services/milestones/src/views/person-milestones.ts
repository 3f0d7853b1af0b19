import { Followed } from '@touchline/graph/published';
import { AccountRegistered } from '@touchline/identity/published';
import { isErased, view } from '@touchline/kernel';
import { PostPublished } from '@touchline/posts/published';
import { z } from 'zod';
import { earliest, followersMax } from '../earliest.ts';

const time = z.int().nullable();

const row = z.strictObject({
  /** All times are milliseconds since 1970. `null` as long as the account has not been met, or was erased. */
  joined: time,
  /** The first post that everyone may see. */
  posted: time,
  /** The first people who ever followed, with when, in that order. */
  followers: z.array(z.tuple([z.int(), z.string()])).max(followersMax),
});
export type PersonMilestones = z.output<typeof row>;

const nothing: PersonMilestones = { joined: null, posted: null, followers: [] };

/** What it reads lies in different partitions: whatever comes first, the row comes out the same. */
export const personMilestones = view('person-milestones', {
  about: 'When a person joined, first posted, and who followed them first.',
  reads: [AccountRegistered, PostPublished, Followed],
  row,
  project: {
    AccountRegistered: {
      key: ({ data }) => data.account,
      fold: (before = nothing, { data, at }) =>
        isErased(data.name) ? before : { ...before, joined: Date.parse(at) },
    },
    PostPublished: {
      key: ({ data }) => (data.visibility === undefined && data.replyTo === undefined ? data.author : null),
      fold(before = nothing, { at }) {
        const posted = Math.min(before.posted ?? Infinity, Date.parse(at));
        return posted === before.posted ? before : { ...before, posted };
      },
    },
    Followed: {
      key: ({ data }) => data.followee,
      fold(before = nothing, { data, at }) {
        const followers = earliest(before.followers, Date.parse(at), data.follower);
        return followers === before.followers ? before : { ...before, followers };
      },
    },
  },
  personal: {
    of: (person) => ({ keys: [person] }),
    erase: (before) => (before.joined === null ? before : { ...before, joined: null }),
  },
});
