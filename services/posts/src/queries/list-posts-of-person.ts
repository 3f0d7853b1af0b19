import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { postPageAnswer } from '../answer/post-answer.ts';
import { personCards } from '../known/person-cards.ts';
import { pageFields, pageViews, postPage } from '../known/post-page.ts';
import { viewerOf } from '../known/viewer-of.ts';

export const listPostsOfPerson = query('ListPostsOfPerson', {
  about: 'What a person published, without their replies, newest first.',
  route: 'GET /v1/people/:person/posts',
  input: z.strictObject({ person: idSchema, ...pageFields }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: postPageAnswer,
  uses: pageViews,
  async read({ person, ...page }, call) {
    const card = await call.look.get(personCards, person);
    const { blocked } = await viewerOf(call.look, call.actor, person);
    if (!card?.handle || blocked) return refuse('no-such-person');
    return postPage(call, 'byAuthor', person, page);
  },
});
