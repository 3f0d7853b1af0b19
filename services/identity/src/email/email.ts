import { event, idSchema, stream } from '@touchline/kernel';
import { z } from 'zod';

export const EmailClaimed = event('EmailClaimed', {
  about: 'An e-mail address, named by its keyed hash, belongs to an account.',
  schema: z.strictObject({ account: idSchema }),
});

export type EmailState =
  | { readonly status: 'free' }
  | { readonly status: 'claimed'; readonly account: string };

/** Its id is a keyed hash, so that no address stands in a stream's name and none can be guessed from the log. */
export const email = stream('email', {
  about: 'An e-mail address, by its keyed hash, and whose it is.',
  events: [EmailClaimed],
  initial: (): EmailState => ({ status: 'free' }),
  evolve: { EmailClaimed: (_state, { data }) => ({ status: 'claimed', account: data.account }) },
});
