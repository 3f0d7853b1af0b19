import { isAbsolute } from 'node:path';
import { verifyLog, type VerifyProgress } from '@touchline/kernel/operate';
import { z } from 'zod';
import { verifyLineShape } from '../answer-shapes.ts';
import { operatorRoute } from '../operator-route.ts';
import { progressLines } from '../progress-lines.ts';

export const logRoutes = [
  operatorRoute({
    operationId: 'VerifyLog',
    about:
      'Reads the whole log and proves that no event was changed, removed or moved; tells the progress, line by line.',
    method: 'POST',
    path: '/verify',
    input: z.strictObject({}),
    answers: verifyLineShape,
    lines: true,
    answer: async (_input, { host }) =>
      progressLines<VerifyProgress>((onProgress) => verifyLog(host, onProgress)),
  }),
  operatorRoute({
    operationId: 'BackUp',
    about:
      'Copies the log, the keys, the ledger and the queue to a new folder on the machine of the server, while everything runs.',
    method: 'POST',
    path: '/backup',
    input: z.strictObject({
      folder: z
        .string()
        .min(1)
        .max(1000)
        .refine(isAbsolute, 'expected an absolute path on the machine of the server'),
    }),
    answers: z.looseObject({}),
    answer: ({ folder }, { backup }) => backup(folder),
  }),
];
