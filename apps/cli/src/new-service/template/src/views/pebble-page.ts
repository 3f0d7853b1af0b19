import { isErased, view } from '@touchline/kernel';
import { z } from 'zod';
import { PebbleAdded } from '../published.ts';

export const pebblePage = view('pebble-page', {
  about: 'What was added, and by whom.',
  reads: [PebbleAdded],
  row: z.strictObject({ by: z.string(), text: z.string() }),
  project: {
    PebbleAdded: {
      key: ({ data }) => data.pebble,
      fold: (_, { data: { by, text } }) => (isErased(text) ? undefined : { by, text }),
    },
  },
  indexes: { by: { in: ({ by }) => by } },
  personal: { of: (person) => ({ index: 'by', groups: [person] }), erase: () => undefined },
});
