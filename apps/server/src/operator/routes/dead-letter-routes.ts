import {
  countMatching,
  deadLetterGroups,
  deadLetters,
  retryDeadLetters,
  retryMatching,
  skipDeadLetter,
  type RetryProgress,
  type Tried,
} from '@touchline/kernel/operate';
import { z } from 'zod';
import { deadLettersShape, triedShape } from '../answer-shapes.ts';
import { groupsShape, retryLineShape } from '../console-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { progressLines } from '../progress-lines.ts';

const which = {
  service: field.text.optional(),
  consumer: field.text.optional(),
  sequence: field.text.optional(),
};

const matching = {
  ...which,
  type: field.text.optional(),
  error: z.string().max(2000).optional().meta({ description: 'The first line of what went wrong.' }),
};

export const deadLetterRoutes = [
  operatorRoute({
    operationId: 'ListDeadLetters',
    about:
      'Events that were set aside because they failed, those that wait behind them, messages that were given up, and what was skipped before.',
    method: 'GET',
    path: '/dead-letters',
    input: z.strictObject({ ...which, limit: field.limit, reveal: field.reveal, reason: field.reason }),
    answers: deadLettersShape,
    answer: (input, { host }) => deadLetters(host, input),
  }),
  operatorRoute({
    operationId: 'GroupDeadLetters',
    about: 'Dead letters by consumer, type and error, with those that wait behind them.',
    method: 'GET',
    path: '/dead-letters/groups',
    input: z.strictObject({}),
    answers: groupsShape,
    answer: (_input, { host }) => deadLetterGroups(host),
  }),
  operatorRoute({
    operationId: 'CountDeadLetters',
    about: 'How many events a retry of these would try.',
    method: 'GET',
    path: '/dead-letters/count',
    input: z.strictObject(matching),
    answers: z.object({ events: z.int() }),
    answer: async (input, { host }) => ({ events: await countMatching(host, input) }),
  }),
  operatorRoute({
    operationId: 'RetryMatching',
    about:
      'Tries again all whose sequence stands still for this consumer, type and error; tells the progress.',
    method: 'POST',
    path: '/dead-letters/retry-matching',
    input: z.strictObject({ ...matching, reason: field.reason }),
    answers: retryLineShape,
    lines: true,
    on: ({ service, consumer }) => [service, consumer].filter(Boolean).join('/'),
    told: (answer) => triedText(answer as Tried),
    async answer(input, { host, stopping }) {
      const { reason: _, ...some } = input;
      return progressLines<RetryProgress>((onProgress) => retryMatching(host, some, onProgress, stopping));
    },
  }),
  operatorRoute({
    operationId: 'RetryDeadLetters',
    about: 'Tries again, in order: one by its `id` with its sequence, those named, or `all`.',
    method: 'POST',
    path: '/dead-letters/retry',
    input: z.union([
      z.strictObject({ id: field.text, reason: field.reason }),
      z.strictObject({ all: z.literal(true), reason: field.reason }),
      z
        .strictObject({ ...which, reason: field.reason })
        .refine((some) => Object.values(some).some(Boolean), 'expected an id, all, or what to retry'),
    ]),
    answers: triedShape,
    on: (input) => ('id' in input ? input.id : ''),
    told: (answer) => triedText(answer as Tried),
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
    on: ({ id }) => id,
    told: (answer) => triedText(answer as Tried),
    answer: ({ id, reason }, { host, caller }) => skipDeadLetter(host, id, { reason, by: caller.actor }),
  }),
];

/** After a skip these are the ones that waited behind it. */
const triedText = ({ done, left }: Tried): string =>
  done + left === 0 ? '' : `${done} went through, ${left} ${left === 1 ? 'waits' : 'wait'} still`;
