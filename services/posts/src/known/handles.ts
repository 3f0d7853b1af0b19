import { view } from '@touchline/kernel';
import { AccountClosed, AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { z } from 'zod';

/** Keyed by handle instead of indexed: a row by key comes from the cache, and publishing waits for it. */
export const handles = view('handle', {
  about: 'Whom a @handle names.',
  reads: [AccountRegistered, HandleChanged, AccountClosed],
  row: z.strictObject({ person: z.string() }),
  project: {
    AccountRegistered: { key: ({ data }) => data.handle, fold: (_, { data }) => ({ person: data.account }) },
    HandleChanged: {
      key: ({ data }) => [data.from, data.to],
      fold: (_, { data }, key) => (key === data.to ? { person: data.account } : undefined),
    },
    AccountClosed: { key: ({ data }) => data.handles, fold: () => undefined },
  },
  personal: 'none',
});
