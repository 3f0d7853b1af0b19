import { idSchema, liveTopic, patch, type Look, type Told } from '@touchline/kernel';
import { z } from 'zod';
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
import { sideOf, tie, tieId } from '../tie/tie.ts';

const person = z.strictObject({ person: idSchema });

const followerAdded = patch('follower.added', {
  about: 'Somebody follows one now.',
  schema: person,
  of: (data) => data.person,
});

const requestCame = patch('follow-request.added', {
  about: 'Somebody asks to follow one.',
  schema: person,
  of: (data) => data.person,
});

const requestEnded = patch('follow-request.removed', {
  about: 'Somebody no longer asks to follow one: it was answered, or withdrawn.',
  schema: person,
  of: (data) => data.person,
});

const relationChanged = patch('relation.changed', {
  about: 'One stands to somebody like this now, perhaps by another device or by their answer.',
  schema: z.strictObject({
    person: idSchema,
    follow: z.enum(['none', 'requested', 'following']),
    blocks: z.boolean(),
    mutes: z.boolean(),
  }),
  of: (data) => data.person,
});

/** How one stands to the other, by the tie itself. */
async function relation(one: string, other: string, look: Look): Promise<Told> {
  const { state } = await look.state(tie, tieId(one, other));
  return { to: [one], patch: relationChanged({ person: other, ...sideOf(state, one) }) };
}

interface Between {
  readonly data: { readonly follower: string; readonly followee: string };
}
interface Block {
  readonly data: { readonly blocker: string; readonly blocked: string };
}
interface Mute {
  readonly data: { readonly muter: string; readonly muted: string };
}

const blockTurned = async ({ data }: Block, look: Look) => [await relation(data.blocker, data.blocked, look)];
const muteTurned = async ({ data }: Mute, look: Look) => [await relation(data.muter, data.muted, look)];
const answered = async ({ data: { follower, followee } }: Between, look: Look): Promise<Told[]> => [
  { to: [followee], patch: requestEnded({ person: follower }) },
  await relation(follower, followee, look),
];

export const meTopic = liveTopic('me', {
  about: 'Who follows one and asks to, and how one stands to others.',
  access: 'member',
  patches: [followerAdded, requestCame, requestEnded, relationChanged],
  reads: [
    FollowRequested,
    FollowRequestApproved,
    FollowRequestDeclined,
    Followed,
    Unfollowed,
    Blocked,
    Unblocked,
    Muted,
    Unmuted,
  ],
  rechecks: [],
  hearing: ({ actor }) => ({ channels: [actor ?? ''] }),
  tell: {
    async FollowRequested({ data: { follower, followee } }, look) {
      const asked = { to: [followee], patch: requestCame({ person: follower }) };
      return [asked, await relation(follower, followee, look)];
    },
    FollowRequestApproved: answered,
    FollowRequestDeclined: answered,
    async Followed({ data: { follower, followee } }, look) {
      const added = { to: [followee], patch: followerAdded({ person: follower }) };
      return [added, await relation(follower, followee, look)];
    },
    Unfollowed: async ({ data }, look) => [await relation(data.follower, data.followee, look)],
    Blocked: blockTurned,
    Unblocked: blockTurned,
    Muted: muteTurned,
    Unmuted: muteTurned,
  },
});
