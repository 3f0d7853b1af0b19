import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { pebbleAnswer } from '../pebble/pebble-answer.ts';
import { pebblePage } from '../views/pebble-page.ts';

export const readPebble = query('ReadPebble', {
  about: 'One pebble, by its id.',
  route: 'GET /v1/pebbles/:pebble',
  input: z.strictObject({ pebble: idSchema }),
  refusals: { 'no-such-pebble': notFound('There is nothing here under this id.') },
  answers: pebbleAnswer,
  uses: [pebblePage],
  async read({ pebble: id }, { actor, look }) {
    const row = await look.get(pebblePage, id);
    if (!row || !authorize(actor, 'read')) return refuse('no-such-pebble');
    return { id, ...row };
  },
});
