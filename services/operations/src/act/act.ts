import { event, stream } from '@touchline/kernel';
import { z } from 'zod';

export const outcomeSchema = z.enum(['done', 'refused', 'failed']);

export const actSchema = z.strictObject({
  /** The operation of the operator's API, such as `RebuildViews`. */
  act: z.string().min(1).max(100),
  /** What it is done to, in the words of the API: a view, an event, a person's id. */
  on: z.string().max(300),
  reason: z.string().max(500).nullable(),
  /** The rest of what was asked for, as JSON text. */
  details: z.string().max(2000),
});

export const ActBegun = event('ActBegun', {
  about: 'An operator began to do something.',
  schema: actSchema,
});

export const ActEnded = event('ActEnded', {
  about: 'What an operator did came to its end.',
  schema: z.strictObject({ outcome: outcomeSchema, told: z.string().max(500) }),
});

export type ActState =
  | { readonly status: 'none' }
  | { readonly status: 'begun' }
  | { readonly status: 'ended' };

export const act = stream('act', {
  about: 'Something that an operator does, from the wish to its end.',
  events: [ActBegun, ActEnded],
  initial: (): ActState => ({ status: 'none' }),
  evolve: { ActBegun: () => ({ status: 'begun' }), ActEnded: () => ({ status: 'ended' }) },
});
