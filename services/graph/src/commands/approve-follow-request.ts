import { command, notFound, refuse } from '@touchline/kernel';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { Followed, FollowRequestApproved } from '../published.ts';
import { sideOf, tie } from '../tie/tie.ts';

export const approveFollowRequest = command(tie, {
  type: 'ApproveFollowRequest',
  about: 'Lets a person follow who asked to.',
  route: 'PUT /v1/me/follow-requests/:person',
  input: personInput,
  refusals: { 'no-such-request': notFound('This person does not ask to follow you.') },
  target: tieWithPerson,
  decide(state, { person }, { actor }) {
    const between = { follower: person, followee: actor };
    switch (sideOf(state, person).follow) {
      case 'requested':
        return [FollowRequestApproved(between), Followed(between)];
      case 'following':
        return []; // Approving twice is approving once.
      case 'none':
        return refuse('no-such-request');
    }
  },
});
