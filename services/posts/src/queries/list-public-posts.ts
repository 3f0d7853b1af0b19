import { query } from '@touchline/kernel';
import { z } from 'zod';
import { postPageAnswer } from '../answer/post-answer.ts';
import { pageFields, pageViewsOfMany, postPage } from '../known/post-page.ts';

export const listPublicPosts = query('ListPublicPosts', {
  about: 'Public posts of everyone, without replies, newest first.',
  route: 'GET /v1/feed/public',
  input: z.strictObject(pageFields),
  answers: postPageAnswer,
  uses: pageViewsOfMany,
  read: (page, call) => postPage(call, 'publicFeed', 'all', page),
});
