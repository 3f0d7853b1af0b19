import { stream } from '@touchline/kernel';
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

/** How one of the two stands to the other. */
export interface Side {
  readonly follow: 'none' | 'requested' | 'following';
  readonly blocks: boolean;
  readonly mutes: boolean;
}

/** By the id of the person whose side it is. */
export type Tie = Readonly<Record<string, Side>>;

const indifferent: Side = { follow: 'none', blocks: false, mutes: false };

export const sideOf = (tie: Tie, person: string): Side => tie[person] ?? indifferent;

const turned = (tie: Tie, person: string, change: Partial<Side>): Tie => ({
  ...tie,
  [person]: { ...sideOf(tie, person), ...change },
});

/** The same for both: what lies between two people is one thing. */
export const tieId = (a: string, b: string): string => (a < b ? `${a}.${b}` : `${b}.${a}`);

/** Both directions in one stream, so that a block ends follows both ways in one decision. */
export const tie = stream('tie', {
  about: 'What lies between two people: follows, blocks and mutes, both ways. Id: `<lower id>.<higher id>`.',
  events: [
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
  initial: (): Tie => ({}),
  evolve: {
    FollowRequested: (state, { data }) => turned(state, data.follower, { follow: 'requested' }),
    FollowRequestApproved: (state) => state, // `Followed` follows.
    FollowRequestDeclined: (state, { data }) => turned(state, data.follower, { follow: 'none' }),
    Followed: (state, { data }) => turned(state, data.follower, { follow: 'following' }),
    Unfollowed: (state, { data }) => turned(state, data.follower, { follow: 'none' }),
    Blocked: (state, { data }) => turned(state, data.blocker, { blocks: true }),
    Unblocked: (state, { data }) => turned(state, data.blocker, { blocks: false }),
    Muted: (state, { data }) => turned(state, data.muter, { mutes: true }),
    Unmuted: (state, { data }) => turned(state, data.muter, { mutes: false }),
  },
});
