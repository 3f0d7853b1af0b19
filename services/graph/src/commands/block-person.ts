import { command, notFound, refuse } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { isPerson } from '../known/is-person.ts';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { Blocked } from '../published.ts';
import { endOfFollow } from '../tie/end-of-follow.ts';
import { personOfTie } from '../tie/person-of-tie.ts';
import { sideOf, tie } from '../tie/tie.ts';

export const blockPerson = command(tie, {
  type: 'BlockPerson',
  about: 'Blocks a person: neither sees the other from now on, and follows end both ways.',
  route: 'PUT /v1/people/:person/block',
  input: personInput,
  refusals: {
    'no-such-person': notFound('There is no such person.'),
    yourself: 'Nobody blocks themselves.',
  },
  target: tieWithPerson,
  facts: ({ person }, { look }) => isPerson(look, person),
  decide(state, { person }, { actor, facts: isKnown }) {
    if (sideOf(state, actor).blocks) return [];
    const verdict = authorize(actor, 'block', personOfTie(state, actor, person, isKnown));
    if (verdict === 'hidden') return refuse('no-such-person');
    if (verdict === 'forbidden') return refuse('yourself');
    return [
      ...endOfFollow(state, actor, person),
      ...endOfFollow(state, person, actor),
      Blocked({ blocker: actor, blocked: person }),
    ];
  },
});
