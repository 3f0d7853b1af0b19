import { command, notFound, refuse } from '@touchline/kernel';
import { isPerson } from '../known/is-person.ts';
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
  // Who closed their account does not ask any more.
  facts: async ({ person }, { look }) => ({ isKnown: await isPerson(look, person) }),
  decide(state, { person }, { actor, facts: { isKnown } }) {
    if (!isKnown) return refuse('no-such-request');
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
