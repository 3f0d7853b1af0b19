import { command, notFound, refuse } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { KudosWithdrawn } from '../events.ts';
import { findPost } from '../known/find-post.ts';
import { reactionInput, reactionTarget } from '../known/reaction-input.ts';
import { kudos } from '../kudos/kudos.ts';

export const withdrawKudos = command(kudos, {
  type: 'WithdrawKudos',
  about: 'Takes kudos back, also from a post that one may not see any more.',
  route: 'DELETE /v1/posts/:post/kudos',
  input: reactionInput,
  refusals: { 'no-such-post': notFound('There is no such post.') },
  target: reactionTarget,
  facts: ({ post }, { actor, look }) => findPost(look, post, actor),
  decide(state, { post }, { actor, facts: found }) {
    if (!found) return refuse('no-such-post');
    if (state.status === 'given') return [KudosWithdrawn({ post, person: actor })];
    return authorize(found.viewer, 'read', found.post) === 'allowed' ? [] : refuse('no-such-post');
  },
});
