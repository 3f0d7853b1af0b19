import { command } from '@touchline/kernel';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { FollowRequestDeclined } from '../published.ts';
import { sideOf, tie } from '../tie/tie.ts';

export const declineFollowRequest = command(tie, {
  type: 'DeclineFollowRequest',
  about: 'Says no to a person who asks to follow. They may ask again.',
  route: 'DELETE /v1/me/follow-requests/:person',
  input: personInput,
  refusals: {},
  target: tieWithPerson,
  decide: (state, { person }, { actor }) =>
    sideOf(state, person).follow === 'requested'
      ? [FollowRequestDeclined({ follower: person, followee: actor })]
      : [],
});
