import { isAbsolute } from 'node:path';
import type { VerifyReport } from '@touchline/kernel/ports';
import { verifyLog, type VerifyProgress } from '@touchline/kernel/operate';
import { z } from 'zod';
import { verifyLineShape } from '../answer-shapes.ts';
import { actPageShape } from '../console-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { progressLines } from '../progress-lines.ts';

const folder = z
  .string()
  .min(1)
  .max(1000)
  .refine(isAbsolute, 'expected an absolute path on the machine of the server');

export const logRoutes = [
  operatorRoute({
    operationId: 'VerifyLog',
    about:
      'Reads the whole log and finds every event that was damaged, removed or moved; tells the progress, line by line.',
    method: 'POST',
    path: '/verify',
    input: z.strictObject({ reason: field.reason }),
    answers: verifyLineShape,
    told: (answer) => verified(answer as VerifyReport),
    lines: true,
    answer: async (_input, { host, stopping }) =>
      progressLines<VerifyProgress>((onProgress) => verifyLog(host, onProgress, stopping)),
  }),
  operatorRoute({
    operationId: 'BackUp',
    about:
      'Copies the log, the keys, the ledger and the queue to a new folder on the machine of the server, while everything runs.',
    method: 'POST',
    path: '/backup',
    input: z.strictObject({ folder, reason: field.reason }),
    answers: z.looseObject({}),
    on: (input) => input.folder,
    told: (answer) => `${String((answer as { events?: number }).events ?? 'all')} events copied`,
    answer: (input, { backup }) => backup(input.folder),
  }),
  operatorRoute({
    operationId: 'ProveBackup',
    about: 'Restores a backup beside the data, verifies every event and file of it, and removes it again.',
    method: 'POST',
    path: '/backups/prove',
    input: z.strictObject({ folder, reason: field.reason }),
    answers: z.looseObject({ events: z.int(), proved: z.string() }),
    on: (input) => input.folder,
    told: (answer) => (answer as { proved: string }).proved,
    answer: (input, { proveBackup }) => proveBackup(input.folder),
  }),
  operatorRoute({
    operationId: 'ListBackups',
    about: 'The last backups that were made, and the last ones that a restore has proved.',
    method: 'GET',
    path: '/backups',
    input: z.strictObject({}),
    answers: z.object({ made: actPageShape.shape.acts, proved: actPageShape.shape.acts }),
    async answer(_input, { acts }) {
      const [made, proved] = await Promise.all(
        ['BackUp', 'ProveBackup'].map((act) => acts.list({ act, limit: 20 })),
      );
      return { made: made?.acts ?? [], proved: proved?.acts ?? [] };
    },
  }),
];

function verified({ events, damage }: VerifyReport): string {
  const first = damage[0];
  return first
    ? `${damage.length} places are damaged, the first at ${first.partition}.${first.position}: ${first.what}`
    : `${events} events are whole`;
}
