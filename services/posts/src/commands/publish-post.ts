import { command, idSchema, isRefusal, notFound, refuse, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { postAnswer } from '../answer/post-answer.ts';
import { authorize } from '../authorize.ts';
import { PostPublished } from '../events.ts';
import { findPeople } from '../known/find-people.ts';
import { findPost, type Found } from '../known/find-post.ts';
import { writtenPostText } from '../known/post-text-of.ts';
import { post } from '../post/post.ts';
import { bodyMax, contentOf, referencesMax, referenceRefusals } from '../text/content-of.ts';
import { postTextSchema } from '../text/post-text.ts';
import { scan } from '../text/scan.ts';
import { isWider, visibilitySchema } from '../visibility.ts';

interface Facts {
  readonly people: ReadonlyMap<string, string>;
  readonly parent: Found | undefined;
}

type Published = z.output<typeof PostPublished.schema>;

// Most posts name nobody and answer nobody: they are decided without looking anything up.
const nothing: Facts = { people: new Map(), parent: undefined };

async function lookUp(
  look: Look,
  actor: string | null,
  handles: readonly string[],
  replyTo?: string,
): Promise<Facts> {
  const people = await findPeople(look, actor, handles.slice(0, referencesMax));
  return { people, parent: replyTo === undefined ? undefined : await findPost(look, replyTo, actor) };
}

export const publishPost = command(post, {
  type: 'PublishPost',
  about: 'Publishes a post, or a reply to one. A reply reaches as far as its parent, or less if so wished.',
  route: 'POST /v1/posts',
  input: z.strictObject({
    text: postTextSchema,
    visibility: visibilitySchema
      .optional()
      .meta({ description: 'Default: `public`; for a reply, that of the post it replies to.' }),
    replyTo: idSchema.optional(),
  }),
  refusals: {
    'no-such-post': notFound('There is no such post to reply to.'),
    'wider-than-parent': 'A reply cannot be seen by more people than the post it replies to.',
    ...referenceRefusals,
  },
  bodyMax,
  target: (_, { newId }) => newId,
  facts({ text, replyTo }, { actor, look }) {
    const { handles } = scan(text);
    return handles.length === 0 && replyTo === undefined ? nothing : lookUp(look, actor, handles, replyTo);
  },
  decide(_, { text, visibility: wished, replyTo }, { id, actor, facts: { people, parent } }) {
    if (replyTo !== undefined && (!parent || authorize(parent.viewer, 'reply', parent.post) !== 'allowed'))
      return refuse('no-such-post');
    const reach = parent ? (parent.post.visibility ?? 'public') : 'public';
    const visibility = wished ?? reach;
    if (isWider(visibility, reach)) return refuse('wider-than-parent');
    const content = contentOf(text, people);
    if (isRefusal(content)) return content;
    const published: Published = { post: id, author: actor, ...content };
    if (visibility !== 'public') published.visibility = visibility;
    if (replyTo !== undefined) published.replyTo = replyTo;
    return [PostPublished(published)];
  },
  answer({ id, state }, look) {
    return state.status === 'published' ? writtenPostText(look, id, state.post, undefined) : undefined;
  },
  answers: postAnswer,
});
