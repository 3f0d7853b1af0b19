import { view } from '@touchline/kernel';
import { PostDeleted, PostPublished, replyTally, someReplies, tallied } from '@touchline/posts/published';

/**
 * How many replies a post has, by who may see them; no row where there are none. Apart from the post, because a reply may be seen
 * before the post it answers: they stand in different partitions, and sums do not mind the order.
 */
export const replyCount = view('reply-count', {
  about: 'How many replies a post has.',
  version: 2,
  canServe: [1],
  reads: [PostPublished, PostDeleted],
  row: replyTally,
  personal: 'none',
  project: {
    PostPublished: {
      key: (e) => e.data.replyTo ?? null,
      fold: (row, { data }) => tallied(row ?? {}, data.visibility, 1),
    },
    PostDeleted: {
      key: (e) => e.data.replyTo ?? null,
      fold: (row, { data }) => someReplies(tallied(row ?? {}, data.visibility, -1)),
    },
  },
});
