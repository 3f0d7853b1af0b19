import { isAbsolute } from 'node:path';
import type { MoveProgress } from '@touchline/kernel/moving';
import { z } from 'zod';
import { isDatabase } from '../../moving/open-sides.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { progressLines } from '../progress-lines.ts';

const address = z.string().min(1).max(1000);

const progressShape = z.object({
  kind: z.literal('progress'),
  phase: z.enum(['copying', 'proving', 'held']),
  done: z.int(),
  total: z.int(),
  rate: z.number(),
  leftS: z.number().nullable(),
});

const doneShape = z.object({
  kind: z.literal('done'),
  from: z.string(),
  to: z.string(),
  events: z.int(),
  commands: z.int(),
  partitions: z.array(
    z.object({ partition: z.int(), head: z.int(), before: z.string(), checksum: z.string() }),
  ),
  heldMs: z.int(),
});

const faultShape = z.object({ kind: z.literal('fault'), code: z.string(), detail: z.string() });

export const moveRoutes = [
  operatorRoute({
    operationId: 'MoveAway',
    about:
      'Copies this community to another place while it is used, proves the copy, holds writes for a moment, and moves over; tells the progress, line by line. It is given up when the reader leaves.',
    method: 'POST',
    path: '/move',
    needs: 'administrator',
    input: z.strictObject({
      reason: field.reason,
      to: address
        .refine(
          (place) => isDatabase(place) || isAbsolute(place),
          'expected postgres://… or an absolute path',
        )
        .describe(
          'postgres://user:password@host:5432/name, or the absolute path of a folder on the machine of the server',
        ),
      keysDatabase: address.optional().describe('another database for the keys'),
    }),
    answers: z.union([progressShape, doneShape, faultShape]),
    lines: true,
    // Addresses of databases hold their passwords.
    secret: ['to', 'keysDatabase'],
    on: ({ to }) => (isDatabase(to) ? 'a database' : to),
    told: (answer) => movedText(answer as z.output<typeof doneShape>),
    answer: async ({ to, keysDatabase }, { move, signal }) =>
      progressLines<MoveProgress>(
        (onProgress) => move({ to, keysDatabase }, onProgress, signal),
        (before, now) => before.phase !== now.phase,
      ),
  }),
];

const movedText = ({ events, heldMs }: z.output<typeof doneShape>): string =>
  `${events} events moved; writes waited for ${heldMs} ms`;
