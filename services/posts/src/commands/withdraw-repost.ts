import { command, notFound, refuse } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { RepostWithdrawn } from '../events.ts';
import { findPost } from '../known/find-post.ts';
import { reactionInput, reactionTarget } from '../known/reaction-input.ts';
import { repost } from '../repost/repost.ts';

export const withdrawRepost = command(repost, {
  type: 'WithdrawRepost',
  about: 'Takes a repost back, also of a post that one may not see any more.',
  route: 'DELETE /v1/posts/:post/repost',
  input: reactionInput,
  refusals: { 'no-such-post': notFound('There is no such post.') },
  target: reactionTarget,
  facts: ({ post }, { actor, look }) => findPost(look, post, actor),
  decide(state, { post }, { actor, facts: found }) {
    if (!found) return refuse('no-such-post');
    if (state.status === 'reposted') return [RepostWithdrawn({ post, person: actor })];
    return authorize(found.viewer, 'read', found.post) === 'allowed' ? [] : refuse('no-such-post');
  },
});
