import { idSchema, view } from '@touchline/kernel';
import { z } from 'zod';
import { ActBegun, ActEnded, outcomeSchema } from '../act/act.ts';

const row = z.strictObject({
  id: idSchema,
  act: z.string(),
  on: z.string(),
  reason: z.string().nullable(),
  details: z.string(),
  /** A person's id, or `operator` for the key of the server. */
  by: z.string().nullable(),
  begunAt: z.string(),
  /** `null` while it is under way, or when the server stopped in the middle of it. */
  end: z.strictObject({ at: z.string(), outcome: outcomeSchema, told: z.string() }).nullable(),
});

export type ActRow = z.output<typeof row>;

export const acts = view('acts', {
  about: 'What operators did, the newest first.',
  reads: [ActBegun, ActEnded],
  row,
  project: {
    ActBegun: {
      key: (event) => event.id,
      fold: (_row, { id, data, actor, at }) => ({ id, ...data, by: actor, begunAt: at, end: null }),
    },
    ActEnded: {
      key: (event) => event.id,
      fold: (old, { data, at }) => old && { ...old, end: { at, ...data } },
    },
  },
  indexes: {
    newest: { in: ({ act, by }) => ['all', `act:${act}`, ...(by === null ? [] : [`by:${by}`])] },
  },
});
