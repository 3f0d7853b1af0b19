import { view } from '@touchline/kernel';
import { PostDeleted, PostPublished } from '@touchline/posts/published';
import { z } from 'zod';

const replyCountSchema = z.strictObject({ replies: z.int() });

/**
 * How many replies a post has; no row where there are none. Apart from the post, because a reply may be seen
 * before the post it answers: they stand in different partitions, and sums do not mind the order.
 */
export const replyCount = view('reply-count', {
  about: 'How many replies a post has.',
  reads: [PostPublished, PostDeleted],
  row: replyCountSchema,
  personal: 'none',
  project: {
    PostPublished: {
      key: (e) => e.data.replyTo ?? null,
      fold: (row) => ({ replies: (row?.replies ?? 0) + 1 }),
    },
    PostDeleted: {
      key: (e) => e.data.replyTo ?? null,
      fold: (row) => (row && row.replies > 1 ? { replies: row.replies - 1 } : undefined),
    },
  },
});
