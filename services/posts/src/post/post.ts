import { stream } from '@touchline/kernel';
import { editedPost, publishedPost } from '../answer/fold-post.ts';
import type { PostRow } from '../answer/post-row.ts';
import { PostDeleted, PostEdited, PostPublished } from '../events.ts';

export type Post =
  | { readonly status: 'unwritten' }
  | { readonly status: 'published'; readonly post: PostRow; readonly edits: number }
  /** Also when the author was erased. */
  | { readonly status: 'gone' };

const publishedOr = (post: PostRow | undefined, edits: number): Post =>
  post ? { status: 'published', post, edits } : { status: 'gone' };

export const post = stream('post', {
  about: 'A post or a reply: published, edited, deleted.',
  events: [PostPublished, PostEdited, PostDeleted],
  initial: (): Post => ({ status: 'unwritten' }),
  evolve: {
    PostPublished: (_, event) => publishedOr(publishedPost(event), 0),
    PostEdited: (state, event) =>
      state.status === 'published' ? publishedOr(editedPost(state.post, event), state.edits + 1) : state,
    PostDeleted: () => ({ status: 'gone' }),
  },
});
