import { Blocked, Followed, Muted, Unblocked, Unfollowed, Unmuted } from '@touchline/graph/published';
import type { Recorded, Told } from '@touchline/kernel';

/** What changes whom a person hears. */
export const hearingEvents = [Followed, Unfollowed, Blocked, Unblocked, Muted, Unmuted];

const follows = ({ data }: Recorded<typeof Followed | typeof Unfollowed>): Told[] => [
  { recheck: [data.follower] },
];
const blocks = ({ data }: Recorded<typeof Blocked | typeof Unblocked>): Told[] => [
  { recheck: [data.blocker, data.blocked] },
];
const mutes = ({ data }: Recorded<typeof Muted | typeof Unmuted>): Told[] => [{ recheck: [data.muter] }];

/** Streams are looked at again when it happens. */
export const recheckHearing = {
  Followed: follows,
  Unfollowed: follows,
  Blocked: blocks,
  Unblocked: blocks,
  Muted: mutes,
  Unmuted: mutes,
};
