import { event, idSchema } from '@touchline/kernel';
import { z } from 'zod';

export const PebbleAdded = event('PebbleAdded', {
  about: 'Somebody added one pebble.',
  schema: z.strictObject({ pebble: idSchema, by: idSchema, text: z.string().min(1).max(500) }),
  personal: { of: 'by', fields: ['text'] },
});
