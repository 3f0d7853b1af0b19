import { query } from '@touchline/kernel';
import { z } from 'zod';
import { blocks } from '../known/blocks.ts';
import { edgeTo } from '../known/edge.ts';
import { mutes } from '../known/mutes.ts';
import { pageFields, peoplePage, peoplePageAnswer } from '../known/people-page.ts';
import { personCards } from '../known/person-cards.ts';

export const listMutes = query('ListMutes', {
  about: 'Whom the person who asks mutes, newest first.',
  route: 'GET /v1/me/mutes',
  access: 'member',
  input: z.strictObject(pageFields),
  answers: peoplePageAnswer,
  uses: [mutes, personCards, blocks],
  read: (page, call) =>
    peoplePage(call, page, {
      read: (after, limit) => call.look.range(mutes, 'byMuter', { group: call.actor ?? '', after, limit }),
      person: edgeTo,
    }),
});
