import { idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { visibilitySchema } from '../visibility.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

/** A post as every route answers it. */
export const postAnswer = z
  .strictObject({
    id: idSchema,
    author: z.strictObject({ id: idSchema, handle: z.string(), name: z.string() }).meta({
      description: 'Who wrote it. Handle and name are empty for the moment in which they are not known yet.',
    }),
    text: z.string(),
    createdAt: time,
    editedAt: time.optional(),
    visibility: visibilitySchema,
    replyTo: idSchema.optional().meta({ description: 'The post that this one replies to.' }),
    mentions: z.array(z.strictObject({ handle: z.string(), person: idSchema })).meta({
      description: 'People named in the text, with their handles as they stood when it was written.',
    }),
    hashtags: z.array(z.string()).meta({ description: 'Lower case, without #.' }),
    counts: z.strictObject({ kudos: count, replies: count, reposts: count }),
    viewer: z
      .strictObject({ kudos: z.boolean(), reposted: z.boolean() })
      .meta({ description: 'What the person who asks has done with it.' }),
  })
  .meta({ id: 'Post' });

export const postPageAnswer = z.strictObject({
  items: z.array(postAnswer),
  next: z.string().optional().meta({ description: 'Send it as `before` to get the page after this one.' }),
});
