import { command, idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { gate, gateStillAt } from '../gate/gate.ts';
import { Followed, FollowRequestApproved } from '../published.ts';
import { sideOf, tie, tieId } from '../tie/tie.ts';

/** Sent by a policy, which is nobody's follower: both people stand in the input. */
export const admitFollower = command(tie, {
  type: 'AdmitFollower',
  about: 'Lets a person follow who asked to, unless the account is locked (again).',
  input: z.strictObject({ follower: idSchema, followee: idSchema }),
  refusals: {},
  target: ({ follower, followee }) => tieId(follower, followee),
  facts: ({ followee }, { look }) => look.state(gate, followee),
  decide(state, between, { facts }) {
    if (facts.state.status === 'locked' || sideOf(state, between.follower).follow !== 'requested') return [];
    return {
      events: [FollowRequestApproved(between), Followed(between)],
      also: [gateStillAt(between.followee, facts.version)],
    };
  },
});
