import { query } from '@touchline/kernel';
import { z } from 'zod';
import { blocks } from '../known/blocks.ts';
import { edgeFrom } from '../known/edge.ts';
import { followRequests } from '../known/follow-requests.ts';
import { pageFields, peoplePage, peoplePageAnswer } from '../known/people-page.ts';
import { personCards } from '../known/person-cards.ts';

export const listFollowRequests = query('ListFollowRequests', {
  about: 'Who asks to follow the person who asks, newest first.',
  route: 'GET /v1/me/follow-requests',
  access: 'member',
  input: z.strictObject(pageFields),
  answers: peoplePageAnswer,
  uses: [followRequests, personCards, blocks],
  read: (page, call) =>
    peoplePage(call, page, {
      read: (after, limit) =>
        call.look.range(followRequests, 'to', { group: call.actor ?? '', after, limit }),
      person: edgeFrom,
    }),
});
