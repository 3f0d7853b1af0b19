import { command } from '@touchline/kernel';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { Unblocked } from '../published.ts';
import { sideOf, tie } from '../tie/tie.ts';

export const unblockPerson = command(tie, {
  type: 'UnblockPerson',
  about: 'Takes a block back. Follows that it ended stay ended.',
  route: 'DELETE /v1/people/:person/block',
  input: personInput,
  refusals: {},
  target: tieWithPerson,
  decide: (state, { person }, { actor }) =>
    sideOf(state, actor).blocks ? [Unblocked({ blocker: actor, blocked: person })] : [],
});
