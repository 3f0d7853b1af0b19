import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { blocks } from '../known/blocks.ts';
import { edgeTo } from '../known/edge.ts';
import { follows } from '../known/follows.ts';
import { maySee } from '../known/may-see.ts';
import { pageFields, peoplePage, peoplePageAnswer } from '../known/people-page.ts';
import { personCards } from '../known/person-cards.ts';

export const listFollowing = query('ListFollowing', {
  about: 'Whom a person follows, newest first.',
  route: 'GET /v1/people/:person/following',
  input: z.strictObject({ person: idSchema, ...pageFields }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: peoplePageAnswer,
  uses: [follows, personCards, blocks],
  async read({ person, ...page }, call) {
    if (!(await maySee(call.look, call.actor, person))) return refuse('no-such-person');
    return peoplePage(call, page, {
      read: (after, limit) => call.look.range(follows, 'followingOf', { group: person, after, limit }),
      person: edgeTo,
    });
  },
});
