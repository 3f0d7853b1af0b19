import { idSchema, idTimeMs } from '@touchline/kernel';
import { z } from 'zod';
import { replyTally } from './reply-tally.ts';
import { visibilitySchema } from '../visibility.ts';

const count = z.int().positive().optional();

/**
 * A post as views keep it, under its id. Small, for there are many: neither the id nor what is usual (public, no
 * reply, nothing counted) is in it.
 */
export const postRow = z.strictObject({
  author: idSchema,
  text: z.string(),
  /** When it was published, milliseconds since 1970; absent when its id tells. */
  at: z.int().optional(),
  visibility: visibilitySchema.optional(),
  replyTo: idSchema.optional(),
  editedAt: z.int().optional(),
  mentions: z.array(z.strictObject({ handle: z.string(), person: idSchema })).optional(),
  hashtags: z.array(z.string()).optional(),
  kudos: count,
  ...replyTally.shape,
  reposts: count,
});
export type PostRow = Readonly<z.output<typeof postRow>>;

/** Leaves out what is usual, and fixes the order of the fields: rows are the same bytes however they came about. */
export function compactPost(post: PostRow): PostRow {
  const row: { -readonly [K in keyof PostRow]: PostRow[K] } = {
    author: post.author,
    text: post.text,
  };
  if (post.at !== undefined) row.at = post.at;
  if (post.visibility && post.visibility !== 'public') row.visibility = post.visibility;
  if (post.replyTo) row.replyTo = post.replyTo;
  if (post.editedAt) row.editedAt = post.editedAt;
  if (post.mentions?.length) row.mentions = post.mentions;
  if (post.hashtags?.length) row.hashtags = post.hashtags;
  if (post.kudos) row.kudos = post.kudos;
  if (post.replies) row.replies = post.replies;
  if (post.followersReplies) row.followersReplies = post.followersReplies;
  if (post.ownReplies) row.ownReplies = post.ownReplies;
  if (post.reposts) row.reposts = post.reposts;
  return row;
}

/** When a post was published, milliseconds since 1970. */
export const publishedAt = (id: string, { at }: PostRow): number => at ?? idTimeMs(id);
