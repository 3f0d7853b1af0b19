import { AccountRegistered } from '@touchline/identity/published';
import { command, service, stream } from '@touchline/kernel';
import { z } from 'zod';

const account = stream('account', {
  about: 'Accounts, as far as they are of interest here.',
  events: [AccountRegistered],
  initial: () => null,
  evolve: { AccountRegistered: (state: null): null => state },
});

/** Stands in for the identity service. */
export const register = command(account, {
  type: 'Register',
  about: 'Registers an account.',
  input: z.strictObject({ account: z.string(), handle: z.string() }),
  refusals: {},
  target: (input) => input.account,
  decide: (_, { account: id, handle }) => [
    AccountRegistered({ account: id, handle, name: handle.toUpperCase() }),
  ],
});

export const elsewhere = service({
  name: 'elsewhere',
  about: 'Identity.',
  streams: [account],
  commands: [register],
});
