import { command, forbidden, idSchema, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { PostDeleted } from '../events.ts';
import { viewerOf } from '../known/viewer-of.ts';
import { post } from '../post/post.ts';

export const deletePost = command(post, {
  type: 'DeletePost',
  about: 'Deletes an own post for ever. Replies to it stay.',
  route: 'DELETE /v1/posts/:post',
  input: z.strictObject({ post: idSchema }),
  refusals: {
    'no-such-post': notFound('There is no such post.'),
    'not-the-author': forbidden('Only its author can delete a post.'),
  },
  target: (input) => input.post,
  async facts(_, { actor, look, id }) {
    const { state } = await look.state(post, id);
    return state.status === 'published' ? viewerOf(look, actor, state.post.author) : undefined;
  },
  decide(state, _, { id, actor, facts: viewer }) {
    if (state.status !== 'published' || !viewer) return refuse('no-such-post');
    const verdict = authorize(viewer, 'delete', state.post);
    if (verdict === 'hidden') return refuse('no-such-post');
    if (verdict === 'forbidden') return refuse('not-the-author');
    const { replyTo, visibility } = state.post;
    return [
      PostDeleted({
        post: id,
        author: actor,
        ...(replyTo && { replyTo }),
        ...(visibility && { visibility }),
      }),
    ];
  },
});
