import { command, idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { gate } from '../gate/gate.ts';
import { Followed, FollowRequestApproved } from '../published.ts';
import { sideOf, tie, tieId } from '../tie/tie.ts';

/** Sent by a policy, which is nobody's follower: both people stand in the input. */
export const admitFollower = command(tie, {
  type: 'AdmitFollower',
  about: 'Lets a person follow who asked to, unless the account is locked (again).',
  input: z.strictObject({ follower: idSchema, followee: idSchema }),
  refusals: {},
  target: ({ follower, followee }) => tieId(follower, followee),
  facts: async ({ followee }, { look }) => (await look.state(gate, followee)).state,
  decide(state, between, { facts: { status } }) {
    if (status === 'locked' || sideOf(state, between.follower).follow !== 'requested') return [];
    return [FollowRequestApproved(between), Followed(between)];
  },
});
