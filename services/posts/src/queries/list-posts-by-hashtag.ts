import { query } from '@touchline/kernel';
import { z } from 'zod';
import { postPageAnswer } from '../answer/post-answer.ts';
import { pageFields, pageViewsOfMany, postPage } from '../known/post-page.ts';
import { writtenHashtagSchema } from '../text/hashtag.ts';

export const listPostsByHashtag = query('ListPostsByHashtag', {
  about: 'Public posts and replies with a hashtag, newest first.',
  route: 'GET /v1/hashtags/:tag/posts',
  input: z.strictObject({ tag: writtenHashtagSchema, ...pageFields }),
  answers: postPageAnswer,
  uses: pageViewsOfMany,
  read: ({ tag, ...page }, call) => postPage(call, 'byTag', tag, page),
});
