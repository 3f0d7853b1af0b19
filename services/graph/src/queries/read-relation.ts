import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { isPerson } from '../known/is-person.ts';
import { personCards } from '../known/person-cards.ts';
import { personOfTie } from '../tie/person-of-tie.ts';
import { sideOf, tie, tieId } from '../tie/tie.ts';

export const readRelation = query('ReadRelation', {
  about: 'How the person who asks stands to another.',
  route: 'GET /v1/people/:person/relation',
  access: 'member',
  input: z.strictObject({ person: idSchema }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: z.strictObject({
    following: z.boolean(),
    requested: z.boolean(),
    followedBy: z.boolean(),
    blocking: z.boolean(),
    muting: z.boolean(),
  }),
  uses: [personCards],
  async read({ person }, { actor, look }) {
    const viewer = actor ?? '';
    // From the tie itself: one read tells both directions, and always as of now.
    const { state } = await look.state(tie, tieId(viewer, person));
    const other = personOfTie(state, viewer, person, await isPerson(look, person));
    const own = sideOf(state, viewer);
    // Who blocks sees that they do, and nothing else.
    const verdict = authorize(viewer, 'see', { ...other, blockedByViewer: false });
    if (verdict !== 'allowed') return refuse('no-such-person');
    return {
      following: own.follow === 'following',
      requested: own.follow === 'requested',
      followedBy: sideOf(state, person).follow === 'following',
      blocking: own.blocks,
      muting: own.mutes,
    };
  },
});
