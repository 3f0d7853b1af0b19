import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { postPageAnswer } from '../answer/post-answer.ts';
import { authorize } from '../authorize.ts';
import { pageFields, pageViewsOfMany, postPage } from '../known/post-page.ts';
import { isPost, posts } from '../known/posts.ts';
import { viewerOf } from '../known/viewer-of.ts';

export const listReplies = query('ListReplies', {
  about: 'Replies to a post, newest first.',
  route: 'GET /v1/posts/:post/replies',
  input: z.strictObject({ post: idSchema, ...pageFields }),
  refusals: { 'no-such-post': notFound('There is no such post.') },
  answers: postPageAnswer,
  uses: pageViewsOfMany,
  async read({ post, ...page }, call) {
    const row = await call.look.get(posts, post);
    if (!isPost(row)) return refuse('no-such-post');
    const viewer = await viewerOf(call.look, call.actor, row.author);
    if (authorize(viewer, 'read', row) !== 'allowed') return refuse('no-such-post');
    return postPage(call, 'replies', post, page);
  },
});
