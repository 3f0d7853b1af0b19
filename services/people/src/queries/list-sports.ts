import { query } from '@touchline/kernel';
import { z } from 'zod';
import { sports } from '../sports.ts';

export const listSports = query('ListSports', {
  about: 'The sports people choose from, by name.',
  route: 'GET /v1/sports',
  input: z.strictObject({}),
  answers: z.strictObject({
    items: z.array(z.strictObject({ slug: z.string(), name: z.string() }).meta({ id: 'Sport' })),
  }),
  uses: [],
  read: () => ({ items: sports }),
});
