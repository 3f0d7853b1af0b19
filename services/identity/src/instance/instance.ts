import { event, idSchema, stream } from '@touchline/kernel';
import { z } from 'zod';

export const InstanceFounded = event('InstanceFounded', {
  about: 'The first account was registered; it administers the instance.',
  schema: z.strictObject({ founder: idSchema }),
});

export type InstanceState =
  | { readonly status: 'empty' }
  | { readonly status: 'founded'; readonly founder: string };

export const theInstance = 'this';

/** One stream for the whole installation: two first registrations cannot both write its first event. */
export const instance = stream('instance', {
  about: 'This installation, which has one founder.',
  events: [InstanceFounded],
  initial: (): InstanceState => ({ status: 'empty' }),
  evolve: { InstanceFounded: (_state, { data }) => ({ status: 'founded', founder: data.founder }) },
});
