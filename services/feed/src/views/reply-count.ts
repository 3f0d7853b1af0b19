import { view } from '@touchline/kernel';
import { PostDeleted, PostPublished, replyTallyFields, tallied } from '@touchline/posts/published';
import { z } from 'zod';

/**
 * How many replies a post has, by who may see them; no row where there are none. Apart from the post, because a reply may be seen
 * before the post it answers: they stand in different partitions, and sums do not mind the order.
 */
export const replyCount = view('reply-count', {
  about: 'How many replies a post has.',
  version: 2,
  canServe: [1],
  reads: [PostPublished, PostDeleted],
  row: z.strictObject(replyTallyFields),
  personal: 'none',
  project: {
    PostPublished: {
      key: (e) => e.data.replyTo ?? null,
      fold: (row, { data }) => tallied(row ?? {}, data.visibility, 1),
    },
    PostDeleted: {
      key: (e) => e.data.replyTo ?? null,
      fold: (row, { data }) => {
        const left = tallied(row ?? {}, data.visibility, -1);
        return Object.keys(left).length > 0 ? left : undefined;
      },
    },
  },
});
