import { idSchema } from '@touchline/kernel';
import { z } from 'zod';

/** As every route answers it. */
export const pebbleAnswer = z
  .strictObject({ id: idSchema, by: idSchema, text: z.string() })
  .meta({ id: 'Pebble' });
