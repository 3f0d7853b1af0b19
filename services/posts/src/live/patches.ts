import { idSchema, patch } from '@touchline/kernel';
import { z } from 'zod';
import type { PostRow } from '../answer/post-row.ts';
import { repliesShown } from '../answer/reply-tally.ts';

const count = z.int().nonnegative();

export const postPublishedPatch = patch('post.published', {
  about: 'A post or reply has come. Read it when it is to be shown.',
  schema: z.strictObject({
    post: idSchema,
    author: idSchema,
    replyTo: idSchema.optional().meta({ description: 'The post that it replies to.' }),
  }),
  of: ({ post }) => post,
});

export const postEditedPatch = patch('post.edited', {
  about: 'The text of a post is this now.',
  schema: z.strictObject({
    post: idSchema,
    text: z.string(),
    editedAt: z.iso.datetime(),
    mentions: z.array(z.strictObject({ handle: z.string(), person: idSchema })),
    hashtags: z.array(z.string()),
  }),
  of: ({ post }) => post,
});

export const postDeletedPatch = patch('post.deleted', {
  about: 'A post is gone.',
  schema: z.strictObject({ post: idSchema }),
  of: ({ post }) => post,
});

export const postCountsPatch = patch('post.counts', {
  about: 'The counts of a post are these now.',
  schema: z.strictObject({ post: idSchema, kudos: count, replies: count, reposts: count }),
  of: ({ post }) => post,
});

export const postViewerPatch = patch('post.viewer', {
  about: 'What one has done with a post oneself, perhaps on another device.',
  schema: z.strictObject({ post: idSchema, kudos: z.boolean(), reposted: z.boolean() }),
  of: ({ post }) => post,
});

/** The counts of a row as a patch. */
export const countsOf = (post: string, row: PostRow) => {
  const { kudos = 0, reposts = 0, visibility } = row;
  return postCountsPatch({ post, kudos, replies: repliesShown(row, visibility), reposts });
};
