import { isErased, view, type Recorded } from '@touchline/kernel';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  postRow,
  PostReposted,
  RepostWithdrawn,
  type PostRow,
} from '@touchline/posts/published';

/** The group of an author's posts that nobody else hears of. */
export const privateGroup = (author: string): string => `${author}!`;

/**
 * A top-level post as feeds show it. All it reads about a post stands in the partition of that post, so the rows
 * do not depend on how partitions are interleaved. Replies are counted elsewhere for that reason.
 */
export const card = view('card', {
  about: 'A top-level post as feeds show it.',
  reads: [PostPublished, PostEdited, PostDeleted, KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn],
  row: postRow,
  project: {
    PostPublished: {
      key: (e) => (e.data.replyTo ? null : e.data.post),
      fold: (_row, e) => published(e),
    },
    PostEdited: { key: (e) => e.data.post, fold: (row, e) => row && edited(row, e) },
    PostDeleted: { key: (e) => (e.data.replyTo ? null : e.data.post), fold: () => undefined },
    KudosGiven: { key: (e) => e.data.post, fold: (row) => row && counted(row, 'kudos', 1) },
    KudosWithdrawn: { key: (e) => e.data.post, fold: (row) => row && counted(row, 'kudos', -1) },
    PostReposted: { key: (e) => e.data.post, fold: (row) => row && counted(row, 'reposts', 1) },
    RepostWithdrawn: { key: (e) => e.data.post, fold: (row) => row && counted(row, 'reposts', -1) },
  },
  indexes: {
    byAuthor: { in: (row) => (row.visibility === 'only-me' ? privateGroup(row.author) : row.author) },
  },
});

// Whoever was erased has no posts: a text that cannot be read is a post that is not there.

function published({ data, at }: Recorded<typeof PostPublished>): PostRow | undefined {
  const { post: id, author, text, visibility, mentions, hashtags } = data;
  if (isErased(text)) return undefined;
  return compact({ id, author, text, at: Date.parse(at), visibility, mentions, hashtags });
}

function edited(row: PostRow, { data, at }: Recorded<typeof PostEdited>): PostRow | undefined {
  const { text, mentions, hashtags } = data;
  if (isErased(text)) return undefined;
  return compact({ ...row, text, mentions, hashtags, editedAt: Date.parse(at) });
}

const counted = (row: PostRow, what: 'kudos' | 'reposts', step: 1 | -1): PostRow =>
  compact({ ...row, [what]: (row[what] ?? 0) + step });

/** There are as many rows as posts: the usual is left out. In a fixed order, so that equal rows are equal bytes. */
function compact(post: PostRow): PostRow {
  const { id, author, text, at, visibility, editedAt, mentions = [], hashtags = [], kudos, reposts } = post;
  return {
    id,
    author,
    text,
    at,
    ...(visibility !== 'public' && visibility && { visibility }),
    ...(editedAt && { editedAt }),
    ...(mentions.length > 0 && { mentions }),
    ...(hashtags.length > 0 && { hashtags }),
    ...(kudos && { kudos }),
    ...(reposts && { reposts }),
  };
}
