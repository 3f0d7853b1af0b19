import { query } from '@touchline/kernel';
import { z } from 'zod';
import { edgeTo } from '../known/edge.ts';
import { blocks } from '../known/blocks.ts';
import { pageFields, peoplePage, peoplePageAnswer } from '../known/people-page.ts';
import { personCards } from '../known/person-cards.ts';

export const listBlocks = query('ListBlocks', {
  about: 'Whom the person who asks blocks, newest first.',
  route: 'GET /v1/me/blocks',
  access: 'member',
  input: z.strictObject(pageFields),
  answers: peoplePageAnswer,
  uses: [blocks, personCards],
  read: (page, call) =>
    peoplePage(call, page, {
      read: (after, limit) => call.look.range(blocks, 'byBlocker', { group: call.actor ?? '', after, limit }),
      person: edgeTo,
      showsBlocked: true,
    }),
});
