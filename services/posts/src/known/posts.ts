import { view } from '@touchline/kernel';
import { z } from 'zod';
import { countedPost, editedPost, publishedPost } from '../answer/fold-post.ts';
import { compactPost, postRow, type PostRow } from '../answer/post-row.ts';
import { replyTally, someReplies, tallied, type ReplyTally } from '../answer/reply-tally.ts';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
} from '../events.ts';
import type { Visibility } from '../visibility.ts';

type Row = PostRow | ReplyTally;

export const isPost = (row: Row | undefined): row is PostRow => row !== undefined && 'author' in row;

/** The group of an author's replies, which are in no list: they are found when their author is erased. */
const repliesOf = (author: string): string => `${author}!`;

const reaction = (what: 'kudos' | 'reposts', by: 1 | -1) => ({
  key: ({ data }: { readonly data: { readonly post: string } }) => data.post,
  fold: (row: Row | undefined) => (isPost(row) ? countedPost(row, what, by) : row),
});

/**
 * A reply may be met before its parent, for they lie in different partitions, and outlives it: then the parent's
 * row holds the numbers of replies alone. So the row is the same in whatever order partitions are read.
 */
export const posts = view('post', {
  about: 'Posts and replies with their counts.',
  version: 2,
  canServe: [1],
  reads: [PostPublished, PostEdited, PostDeleted, KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn],
  row: z.union([postRow, replyTally]),
  /** What is done to a post waits with the post where that is set aside. */
  sequence: ({ data }) => data.post,
  project: {
    PostPublished: {
      key: ({ data }) => (data.replyTo ? [data.post, data.replyTo] : data.post),
      fold(row, event, key) {
        if (key === event.data.replyTo) return replied(row, event.data.visibility, 1);
        return publishedPost(event, row) ?? row;
      },
    },
    PostEdited: {
      key: ({ data }) => data.post,
      fold: (row, event) => (isPost(row) ? (editedPost(row, event) ?? someReplies(row)) : row),
    },
    PostDeleted: {
      key: ({ data }) => (data.replyTo ? [data.post, data.replyTo] : data.post),
      fold: (row, { data }, key) =>
        key === data.replyTo ? replied(row, data.visibility, -1) : someReplies(row),
    },
    KudosGiven: reaction('kudos', 1),
    KudosWithdrawn: reaction('kudos', -1),
    PostReposted: reaction('reposts', 1),
    RepostWithdrawn: reaction('reposts', -1),
  },
  indexes: {
    byAuthor: {
      in: (row) => (isPost(row) ? (row.replyTo === undefined ? row.author : repliesOf(row.author)) : null),
    },
    publicFeed: { in: (row) => (isPost(row) && !row.replyTo && !row.visibility ? 'all' : null) },
    /** Public ones only: a page of strangers' posts is for everyone or it is mostly gaps. */
    byTag: { in: (row) => (isPost(row) && !row.visibility ? (row.hashtags ?? null) : null) },
    replies: { in: (row) => (isPost(row) ? (row.replyTo ?? null) : null) },
  },
  personal: {
    of: (person) => ({ index: 'byAuthor', groups: [person, repliesOf(person)] }),
    erase: (row) => someReplies(row),
  },
});

function replied(row: Row | undefined, visibility: Visibility | undefined, by: 1 | -1): Row | undefined {
  const tally = tallied(row ?? {}, visibility, by);
  return isPost(row) ? compactPost({ ...row, ...noReplies, ...tally }) : someReplies(tally);
}

const noReplies = { replies: undefined, followersReplies: undefined, ownReplies: undefined };
