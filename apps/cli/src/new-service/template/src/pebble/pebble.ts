import { isErased, stream } from '@touchline/kernel';
import { PebbleAdded } from '../published.ts';

export type Pebble =
  | { readonly status: 'none' }
  | { readonly status: 'added'; readonly by: string; readonly text: string }
  /** Who added it was erased. */
  | { readonly status: 'gone' };

export const pebble = stream('pebble', {
  about: 'What one person added, by its id.',
  events: [PebbleAdded],
  initial: (): Pebble => ({ status: 'none' }),
  evolve: {
    PebbleAdded: (_, { data: { by, text } }) =>
      isErased(text) ? { status: 'gone' } : { status: 'added', by, text },
  },
});
