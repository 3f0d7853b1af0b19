import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { blocks } from '../known/blocks.ts';
import { edgeFrom } from '../known/edge.ts';
import { follows } from '../known/follows.ts';
import { maySee } from '../known/may-see.ts';
import { pageFields, peoplePage, peoplePageAnswer } from '../known/people-page.ts';
import { personCards } from '../known/person-cards.ts';

export const listFollowers = query('ListFollowers', {
  about: 'Who follows a person, newest first.',
  route: 'GET /v1/people/:person/followers',
  input: z.strictObject({ person: idSchema, ...pageFields }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: peoplePageAnswer,
  uses: [follows, personCards, blocks],
  async read({ person, ...page }, call) {
    if (!(await maySee(call.look, call.actor, person))) return refuse('no-such-person');
    return peoplePage(call, page, {
      read: (after, limit) => call.look.range(follows, 'followersOf', { group: person, after, limit }),
      person: edgeFrom,
    });
  },
});
