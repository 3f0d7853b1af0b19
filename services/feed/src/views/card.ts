import { view } from '@touchline/kernel';
import {
  countedPost,
  editedPost,
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  postRow,
  PostReposted,
  publishedPost,
  RepostWithdrawn,
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
  /** What is done to a post waits with the post where that is set aside. */
  sequence: ({ data }) => data.post,
  row: postRow,
  project: {
    PostPublished: {
      key: (e) => (e.data.replyTo ? null : e.data.post),
      fold: (_row, e) => publishedPost(e),
    },
    PostEdited: { key: (e) => e.data.post, fold: (row, e) => row && editedPost(row, e) },
    PostDeleted: { key: (e) => (e.data.replyTo ? null : e.data.post), fold: () => undefined },
    KudosGiven: { key: (e) => e.data.post, fold: (row) => row && countedPost(row, 'kudos', 1) },
    KudosWithdrawn: { key: (e) => e.data.post, fold: (row) => row && countedPost(row, 'kudos', -1) },
    PostReposted: { key: (e) => e.data.post, fold: (row) => row && countedPost(row, 'reposts', 1) },
    RepostWithdrawn: { key: (e) => e.data.post, fold: (row) => row && countedPost(row, 'reposts', -1) },
  },
  indexes: {
    byAuthor: { in: (row) => (row.visibility === 'only-me' ? privateGroup(row.author) : row.author) },
  },
  personal: {
    of: (person) => ({ index: 'byAuthor', groups: [person, privateGroup(person)] }),
    erase: () => undefined,
  },
});
