import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { blocks } from '../known/blocks.ts';
import { maySee } from '../known/may-see.ts';
import { personCards } from '../known/person-cards.ts';
import { noTies, tieCounts } from '../known/tie-counts.ts';

const count = z.int().nonnegative();

export const countTies = query('CountTies', {
  about: 'How many follow a person, and how many they follow.',
  route: 'GET /v1/people/:person/counts',
  input: z.strictObject({ person: idSchema }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: z.strictObject({ followers: count, following: count }),
  uses: [tieCounts, personCards, blocks],
  async read({ person }, { actor, look }) {
    if (!(await maySee(look, actor, person))) return refuse('no-such-person');
    const { followers, following } = (await look.get(tieCounts, person)) ?? noTies;
    return { followers, following };
  },
});
