import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { postAnswer } from '../answer/post-answer.ts';
import { authorize } from '../authorize.ts';
import { personCards } from '../known/person-cards.ts';
import { isPost, posts } from '../known/posts.ts';
import { postTextOf } from '../known/post-text-of.ts';
import { reactionKey, reactions } from '../known/reactions.ts';
import { ties } from '../known/ties.ts';
import { viewerOf } from '../known/viewer-of.ts';

export const readPost = query('ReadPost', {
  about: 'One post or reply.',
  route: 'GET /v1/posts/:post',
  input: z.strictObject({ post: idSchema }),
  refusals: { 'no-such-post': notFound('There is no such post.') },
  answers: postAnswer,
  uses: [posts, personCards, reactions, ties],
  async read({ post }, { actor, look }) {
    const row = await look.get(posts, post);
    if (!isPost(row)) return refuse('no-such-post');
    const viewer = await viewerOf(look, actor, row.author);
    if (authorize(viewer, 'read', row) !== 'allowed') return refuse('no-such-post');
    return postTextOf(
      look,
      post,
      row,
      actor === null ? undefined : await look.get(reactions, reactionKey(actor, post)),
    );
  },
});
