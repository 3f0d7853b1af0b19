import { idSchema, type Caller } from '@touchline/kernel';
import { z } from 'zod';

/** Kudos and reposts name the post in the path and nothing else. */
export const reactionInput = z.strictObject({ post: idSchema });

/** The stream of what this person does with this post. */
export const reactionTarget = ({ post }: { readonly post: string }, { actor }: Caller): string =>
  `${post}.${actor ?? ''}`;
