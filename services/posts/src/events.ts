import { event, idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { hashtagSchema } from './text/hashtag.ts';
import { fitsPost, postTextMax } from './text/post-text-max.ts';
import { visibilitySchema } from './visibility.ts';

// The usual is left out of what is recorded: no mentions, no hashtags, public, no reply.

const content = {
  text: z
    .string()
    .min(1)
    .refine(fitsPost, `expected at most ${postTextMax} characters`)
    .meta({ maxLength: postTextMax }),
  /** People named with @handle, as the handles stood when it was written. */
  mentions: z
    .array(z.strictObject({ handle: z.string(), person: idSchema }))
    .max(20)
    .optional()
    .meta({ description: 'People named with @handle. Missing when there are none.' }),
  hashtags: z
    .array(hashtagSchema)
    .max(20)
    .optional()
    .meta({ description: 'Lower case, without #. Missing when there are none.' }),
};

const replyTo = idSchema
  .optional()
  .meta({ description: 'The post that this one replies to. Missing when it is no reply.' });

export const PostPublished = event('PostPublished', {
  about: 'A person published a post, or a reply to one.',
  schema: z.strictObject({
    post: idSchema,
    author: idSchema,
    ...content,
    visibility: visibilitySchema.optional().meta({ description: 'Missing means public.' }),
    replyTo,
  }),
  personal: { of: 'author', fields: ['text', 'mentions', 'hashtags'] },
});

export const PostEdited = event('PostEdited', {
  about: 'The author changed the text.',
  schema: z.strictObject({ post: idSchema, author: idSchema, ...content }),
  personal: { of: 'author', fields: ['text', 'mentions', 'hashtags'] },
});

export const PostDeleted = event('PostDeleted', {
  about: 'The author deleted the post. Replies stay.',
  schema: z.strictObject({
    post: idSchema,
    author: idSchema,
    replyTo,
    visibility: visibilitySchema
      .optional()
      .meta({ description: 'Who could see it until then. Missing means public.' }),
  }),
});

const reaction = z.strictObject({ post: idSchema, person: idSchema });

export const KudosGiven = event('KudosGiven', { about: 'A person gave kudos to a post.', schema: reaction });
export const KudosWithdrawn = event('KudosWithdrawn', {
  about: 'A person took their kudos back.',
  schema: reaction,
});
export const PostReposted = event('PostReposted', { about: 'A person reposted a post.', schema: reaction });
export const RepostWithdrawn = event('RepostWithdrawn', {
  about: 'A person took their repost back.',
  schema: reaction,
});
