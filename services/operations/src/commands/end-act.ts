import { command, idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { act, ActEnded, outcomeSchema } from '../act/act.ts';

export const endAct = command(act, {
  type: 'EndAct',
  about: 'Records how something ended that an operator began.',
  access: 'administrator',
  input: z.strictObject({ id: idSchema, outcome: outcomeSchema, told: z.string().max(500) }),
  refusals: {},
  target: ({ id }) => id,
  // What never began, or has ended, has no end to record.
  decide: (state, { outcome, told }) => (state.status === 'begun' ? [ActEnded({ outcome, told })] : []),
});
