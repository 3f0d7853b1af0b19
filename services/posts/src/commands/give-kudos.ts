import { command, notFound, refuse } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { KudosGiven } from '../events.ts';
import { findPost } from '../known/find-post.ts';
import { reactionInput, reactionTarget } from '../known/reaction-input.ts';
import { kudos } from '../kudos/kudos.ts';

export const giveKudos = command(kudos, {
  type: 'GiveKudos',
  about: 'Gives kudos to a post, once.',
  route: 'PUT /v1/posts/:post/kudos',
  input: reactionInput,
  refusals: {
    'no-such-post': notFound('There is no such post.'),
    'own-post': 'Kudos are for the posts of others.',
  },
  target: reactionTarget,
  facts: ({ post }, { actor, look }) => findPost(look, post, actor),
  decide(state, { post }, { actor, facts: found }) {
    const verdict = found ? authorize(found.viewer, 'give-kudos', found.post) : 'hidden';
    if (verdict === 'hidden') return refuse('no-such-post');
    if (verdict === 'forbidden') return refuse('own-post');
    if (state.status === 'given') return []; // Once is all there is.
    return [KudosGiven({ post, person: actor })];
  },
});
