import { command } from '@touchline/kernel';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { endOfFollow } from '../tie/end-of-follow.ts';
import { tie } from '../tie/tie.ts';

/** Never refused, whoever stands in the path: an answer that depended on it would tell who exists. */
export const unfollowPerson = command(tie, {
  type: 'UnfollowPerson',
  about: 'Follows a person no longer, or takes back the wish to.',
  route: 'DELETE /v1/people/:person/follow',
  input: personInput,
  refusals: {},
  target: tieWithPerson,
  decide: (state, { person }, { actor }) => endOfFollow(state, actor, person),
});
