import { idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { erasedShape } from '../answer-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';

export const erasureRoutes = [
  operatorRoute({
    operationId: 'ListErased',
    about:
      'Ids of all who were erased, page by page. To be kept apart from backups, and given to a restore of an older one.',
    method: 'GET',
    path: '/erased',
    input: z.strictObject({
      after: idSchema.optional().meta({ description: '`next` of the page before.' }),
      limit: field.limit,
    }),
    answers: erasedShape,
    async answer({ after = '', limit = 1000 }, { host }) {
      const persons = await host.engine.keys.erased(after, Math.max(1, limit));
      return { persons, ...(persons.length === Math.max(1, limit) && { next: persons.at(-1) }) };
    },
  }),
];
