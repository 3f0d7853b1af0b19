import { command } from '@touchline/kernel';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { Unmuted } from '../published.ts';
import { sideOf, tie } from '../tie/tie.ts';

export const unmutePerson = command(tie, {
  type: 'UnmutePerson',
  about: 'Takes a mute back.',
  route: 'DELETE /v1/people/:person/mute',
  input: personInput,
  refusals: {},
  target: tieWithPerson,
  decide: (state, { person }, { actor }) =>
    sideOf(state, actor).mutes ? [Unmuted({ muter: actor, muted: person })] : [],
});
