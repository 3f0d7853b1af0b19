import { idSchema, isErased, notFound, query, refuse, type Recorded } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import type { PostEdited, PostPublished } from '../events.ts';
import { isPost, posts } from '../known/posts.ts';
import { ties } from '../known/ties.ts';
import { viewerOf } from '../known/viewer-of.ts';
import { post as postStream } from '../post/post.ts';

type Written = Recorded<typeof PostPublished | typeof PostEdited>;

const isWritten = (event: Recorded): event is Written =>
  event.type === 'PostPublished' || event.type === 'PostEdited';

/** More than a post can be edited. */
const eventsMax = 200;

export const readPostHistory = query('ReadPostHistory', {
  about: 'All texts a post has had, oldest first. For whoever may see the post.',
  route: 'GET /v1/posts/:post/history',
  input: z.strictObject({ post: idSchema }),
  refusals: { 'no-such-post': notFound('There is no such post.') },
  answers: z.strictObject({ items: z.array(z.strictObject({ text: z.string(), at: z.iso.datetime() })) }),
  uses: [posts, ties],
  async read({ post }, { actor, look }) {
    const row = await look.get(posts, post);
    if (!isPost(row)) return refuse('no-such-post');
    const viewer = await viewerOf(look, actor, row.author);
    if (authorize(viewer, 'read', row) !== 'allowed') return refuse('no-such-post');
    const events = await look.history(postStream, post, { limit: eventsMax });
    const items = events
      .filter(isWritten)
      .flatMap(({ data, at }) => (isErased(data.text) ? [] : [{ text: data.text, at }]));
    return { items };
  },
});
