import { command, notFound, refuse } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { PostReposted } from '../events.ts';
import { findPost } from '../known/find-post.ts';
import { reactionInput, reactionTarget } from '../known/reaction-input.ts';
import { repost } from '../repost/repost.ts';

export const repostPost = command(repost, {
  type: 'RepostPost',
  about: 'Reposts a public post, once.',
  route: 'PUT /v1/posts/:post/repost',
  input: reactionInput,
  refusals: {
    'no-such-post': notFound('There is no such post.'),
    'not-public': 'Only public posts can be reposted.',
  },
  target: reactionTarget,
  facts: ({ post }, { actor, look }) => findPost(look, post, actor),
  decide(state, { post }, { actor, facts: found }) {
    const verdict = found ? authorize(found.viewer, 'repost', found.post) : 'hidden';
    if (verdict === 'hidden') return refuse('no-such-post');
    if (verdict === 'forbidden') return refuse('not-public');
    if (state.status === 'reposted') return []; // Once is all there is.
    return [PostReposted({ post, person: actor })];
  },
});
