import { z } from 'zod';
import { idPattern } from './id.ts';

export const idSchema = z
  .string()
  .regex(idPattern, 'expected an id of 26 characters')
  .meta({
    description: 'Id of 26 characters that sorts by time (a UUIDv7 in Crockford base 32).',
    examples: ['01k9w3m8x2f7qtb6s5n0v4c1dz'],
  });
