import { idTimeMs, isErased, type Recorded } from '@touchline/kernel';
import type { PostEdited, PostPublished } from '../events.ts';
import { compactPost, type PostRow } from './post-row.ts';
import type { ReplyTally } from './reply-tally.ts';

const noReplies: ReplyTally = {};

/** `undefined` when the author was erased: their posts are gone with them. */
export function publishedPost(
  { data, at }: Recorded<typeof PostPublished>,
  { replies, followersReplies, ownReplies }: ReplyTally = noReplies,
): PostRow | undefined {
  const { post: id, author, text, visibility, replyTo, mentions, hashtags } = data;
  if (isErased(text) || isErased(mentions) || isErased(hashtags)) return undefined;
  return compactPost({
    author,
    text,
    at: unlessTold(id, Date.parse(at)),
    visibility,
    replyTo,
    mentions,
    hashtags,
    replies,
    followersReplies,
    ownReplies,
  });
}

/** An id is made when its post is published, nearly always in the same millisecond. */
const unlessTold = (id: string, at: number): number | undefined => (at === idTimeMs(id) ? undefined : at);

export function editedPost(row: PostRow, { data, at }: Recorded<typeof PostEdited>): PostRow | undefined {
  const { text, mentions, hashtags } = data;
  if (isErased(text) || isErased(mentions) || isErased(hashtags)) return undefined;
  return compactPost({ ...row, text, mentions, hashtags, editedAt: Date.parse(at) });
}

export function countedPost(row: PostRow, what: 'kudos' | 'reposts', by: 1 | -1): PostRow {
  const counted = { ...row };
  counted[what] = (row[what] ?? 0) + by;
  return compactPost(counted);
}
