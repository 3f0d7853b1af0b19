import { command, forbidden, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { pebble } from '../pebble/pebble.ts';
import { pebbleAnswer } from '../pebble/pebble-answer.ts';
import { PebbleAdded } from '../published.ts';

export const addPebble = command(pebble, {
  type: 'AddPebble',
  about: 'Adds one pebble.',
  route: 'POST /v1/pebbles',
  input: z.strictObject({
    text: z
      .string()
      .trim()
      .min(1, 'expected a text')
      .max(500, 'expected at most 500 characters')
      .meta({ examples: ['Up the hill and down again.'] }),
  }),
  refusals: { 'not-allowed': forbidden('Only members add to this.') },
  target: (_, { newId }) => newId,
  decide(_, { text }, { id, actor }) {
    if (!authorize(actor, 'add')) return refuse('not-allowed');
    return [PebbleAdded({ pebble: id, by: actor, text })];
  },
  answer: ({ id, state }) => (state.status === 'added' ? { id, by: state.by, text: state.text } : undefined),
  answers: pebbleAnswer,
});
