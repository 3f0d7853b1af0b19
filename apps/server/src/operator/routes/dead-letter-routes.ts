import { deadLetters, retryDeadLetters, skipDeadLetter } from '@touchline/kernel/operate';
import { z } from 'zod';
import { deadLettersShape, triedShape } from '../answer-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';

const which = {
  service: field.text.optional(),
  consumer: field.text.optional(),
  sequence: field.text.optional(),
};

export const deadLetterRoutes = [
  operatorRoute({
    operationId: 'ListDeadLetters',
    about:
      'Events that were set aside because they failed, those that wait behind them, messages that were given up, and what was skipped before.',
    method: 'GET',
    path: '/dead-letters',
    input: z.strictObject({ ...which, limit: field.limit, reveal: field.reveal }),
    answers: deadLettersShape,
    answer: (input, { host }) => deadLetters(host, input),
  }),
  operatorRoute({
    operationId: 'RetryDeadLetters',
    about: 'Tries again, in order: one by its `id` with its sequence, those named, or `all`.',
    method: 'POST',
    path: '/dead-letters/retry',
    input: z.union([
      z.strictObject({ id: field.text }),
      z.strictObject({ all: z.literal(true) }),
      z
        .strictObject(which)
        .refine((some) => Object.values(some).some(Boolean), 'expected an id, all, or what to retry'),
    ]),
    answers: triedShape,
    answer: (input, { host }) => retryDeadLetters(host, 'id' in input ? input : 'all' in input ? {} : input),
  }),
  operatorRoute({
    operationId: 'SkipDeadLetter',
    about:
      'Lets one event or message go for good, for a reason that is kept; those behind it are tried at once.',
    method: 'POST',
    path: '/dead-letters/skip',
    input: z.strictObject({ id: field.text, reason: z.string().trim().min(3).max(500) }),
    answers: triedShape,
    answer: ({ id, reason }, { host, caller }) => skipDeadLetter(host, id, { reason, by: caller.actor }),
  }),
];
