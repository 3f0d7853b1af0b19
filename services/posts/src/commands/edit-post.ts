import { command, forbidden, idSchema, isRefusal, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { postAnswer } from '../answer/post-answer.ts';
import { compactPost } from '../answer/post-row.ts';
import { tallyOf } from '../answer/reply-tally.ts';
import { authorize } from '../authorize.ts';
import { PostEdited } from '../events.ts';
import { findPeople } from '../known/find-people.ts';
import { isPost, posts } from '../known/posts.ts';
import { writtenPostText } from '../known/post-text-of.ts';
import { reactionKey, reactions } from '../known/reactions.ts';
import { viewerOf } from '../known/viewer-of.ts';
import { post } from '../post/post.ts';
import { bodyMax, contentOf, referencesMax, referenceRefusals } from '../text/content-of.ts';
import { postTextSchema } from '../text/post-text.ts';
import { scan } from '../text/scan.ts';

/** The history of a post is answered whole. */
export const editsMax = 100;

export const editPost = command(post, {
  type: 'EditPost',
  about: 'Changes the text of an own post. Earlier texts stay readable in its history.',
  route: 'PUT /v1/posts/:post',
  input: z.strictObject({ post: idSchema, text: postTextSchema }),
  refusals: {
    'no-such-post': notFound('There is no such post.'),
    'not-the-author': forbidden('Only its author can change a post.'),
    'too-many-edits': `A post can be changed ${editsMax} times.`,
    ...referenceRefusals,
  },
  bodyMax,
  target: (input) => input.post,
  async facts(input, { actor, look, id }) {
    const { state } = await look.state(post, id);
    if (state.status !== 'published') return undefined;
    const { handles } = scan(input.text);
    const people = await findPeople(look, actor, handles.slice(0, referencesMax), state.post.mentions);
    return { people, viewer: await viewerOf(look, actor, state.post.author) };
  },
  decide(state, { text }, { id, actor, facts }) {
    if (state.status !== 'published' || !facts) return refuse('no-such-post');
    const verdict = authorize(facts.viewer, 'edit', state.post);
    if (verdict === 'hidden') return refuse('no-such-post');
    if (verdict === 'forbidden') return refuse('not-the-author');
    if (text === state.post.text) return [];
    if (state.edits >= editsMax) return refuse('too-many-edits');
    const content = contentOf(text, facts.people);
    if (isRefusal(content)) return content;
    return [PostEdited({ post: id, author: actor, ...content })];
  },
  async answer({ id, state, caller: { actor } }, look) {
    if (state.status !== 'published') return undefined;
    const row = await look.get(posts, id);
    const counted = isPost(row) ? row : state.post;
    const { kudos, reposts } = counted;
    const marks = actor === null ? undefined : await look.get(reactions, reactionKey(actor, id));
    return writtenPostText(
      look,
      id,
      compactPost({ ...state.post, kudos, reposts, ...tallyOf(counted) }),
      marks,
    );
  },
  answers: postAnswer,
});
