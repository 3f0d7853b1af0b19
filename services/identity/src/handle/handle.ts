import { event, idSchema, stream } from '@touchline/kernel';
import { z } from 'zod';
import { handleSchema } from '../published.ts';

export const HandleClaimed = event('HandleClaimed', {
  about: 'A handle belongs to an account from now on, also after they took another one.',
  schema: z.strictObject({ handle: handleSchema, account: idSchema }),
});

export type HandleState =
  | { readonly status: 'free' }
  | { readonly status: 'claimed'; readonly account: string };

/** Its stream's existence is what makes a handle unique: the claim is written with `no-stream`. */
export const handle = stream('handle', {
  about: 'A handle, by its lower-case text, and whose it is for ever.',
  events: [HandleClaimed],
  initial: (): HandleState => ({ status: 'free' }),
  evolve: { HandleClaimed: (_state, { data }) => ({ status: 'claimed', account: data.account }) },
});
