import { command, notFound, refuse } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { isPerson } from '../known/is-person.ts';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { Muted } from '../published.ts';
import { personOfTie } from '../tie/person-of-tie.ts';
import { sideOf, tie } from '../tie/tie.ts';

export const mutePerson = command(tie, {
  type: 'MutePerson',
  about: 'Hides a person from one’s feeds. They are not told.',
  route: 'PUT /v1/people/:person/mute',
  input: personInput,
  refusals: {
    'no-such-person': notFound('There is no such person.'),
    yourself: 'Nobody mutes themselves.',
  },
  target: tieWithPerson,
  facts: ({ person }, { look }) => isPerson(look, person),
  decide(state, { person }, { actor, facts: isKnown }) {
    const verdict = authorize(actor, 'mute', personOfTie(state, actor, person, isKnown));
    if (verdict === 'hidden') return refuse('no-such-person');
    if (verdict === 'forbidden') return refuse('yourself');
    return sideOf(state, actor).mutes ? [] : [Muted({ muter: actor, muted: person })];
  },
});
