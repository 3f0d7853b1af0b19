import { event, idSchema } from '@touchline/kernel';
import { z } from 'zod';

const follow = z.strictObject({ follower: idSchema, followee: idSchema });

export const FollowRequested = event('FollowRequested', {
  about: 'A person asked to follow a locked account.',
  schema: follow,
});
export const FollowRequestApproved = event('FollowRequestApproved', {
  about: 'The asked person said yes, or unlocked their account. `Followed` comes with it.',
  schema: follow,
});
export const FollowRequestDeclined = event('FollowRequestDeclined', {
  about: 'The asked person said no, or the asking one withdrew.',
  schema: follow,
});
export const Followed = event('Followed', { about: 'A person follows another from now on.', schema: follow });
export const Unfollowed = event('Unfollowed', {
  about: 'A person follows another no longer.',
  schema: follow,
});

const block = z.strictObject({ blocker: idSchema, blocked: idSchema });

export const Blocked = event('Blocked', {
  about: 'A person blocked another: neither sees the other from now on.',
  schema: block,
});
export const Unblocked = event('Unblocked', { about: 'A person took a block back.', schema: block });

const mute = z.strictObject({ muter: idSchema, muted: idSchema });

export const Muted = event('Muted', {
  about: 'A person hides another from their feeds, unseen by the other.',
  schema: mute,
});
export const Unmuted = event('Unmuted', { about: 'A person took a mute back.', schema: mute });

const gate = z.strictObject({ person: idSchema });

export const AccountLocked = event('AccountLocked', {
  about: 'New followers need approval from now on.',
  schema: gate,
});
export const AccountUnlocked = event('AccountUnlocked', {
  about: 'Anyone may follow from now on.',
  schema: gate,
});
