import { command } from '@touchline/kernel';
import { act, ActBegun, actSchema } from '../act/act.ts';

export const beginAct = command(act, {
  type: 'BeginAct',
  about: 'Records that an operator begins to do something, before it is done.',
  access: 'administrator',
  input: actSchema,
  refusals: {},
  target: (_input, { newId }) => newId,
  decide: (state, input) => (state.status === 'none' ? [ActBegun(input)] : []),
});
