import { isRefusal } from '@touchline/kernel';
import { browseEvents, followEvents, streamAt } from '@touchline/kernel/operate';
import { z } from 'zod';
import { eventPageShape, seenEventShape, streamShape } from '../answer-shapes.ts';
import { field } from '../input-fields.ts';
import { Lines, operatorRoute } from '../operator-route.ts';

const filter = {
  partition: field.partition,
  stream: field.text.optional().meta({ description: 'A stream (`post-01k9…`) or a category (`post`).' }),
  type: field.types,
  actor: field.text.optional(),
  since: field.time,
  reveal: field.reveal,
};

export const eventRoutes = [
  operatorRoute({
    operationId: 'BrowseEvents',
    about: 'A page of the log, the newest first unless `direction=forwards`.',
    method: 'GET',
    path: '/events',
    input: z.strictObject({
      ...filter,
      until: field.time,
      after: field.text.optional().meta({ description: '`next` of the page before.' }),
      limit: field.limit,
      direction: z.enum(['forwards', 'backwards']).optional(),
    }),
    answers: eventPageShape,
    answer: ({ type, since, until, limit = 50, ...rest }, { host }) =>
      browseEvents(host, { ...rest, types: type, fromMs: since, toMs: until, limit }),
  }),
  operatorRoute({
    operationId: 'FollowEvents',
    about: 'Events as they are written, one per line, after the `last` newest ones or all since a time.',
    method: 'GET',
    path: '/events/follow',
    input: z.strictObject({
      ...filter,
      after: field.text.optional().meta({ description: 'A position token: only what came after it.' }),
      last: field.limit,
    }),
    answers: seenEventShape,
    lines: true,
    async answer({ type, since, ...rest }, { host, signal }) {
      const events = await followEvents(host, { ...rest, types: type, fromMs: since }, signal);
      return isRefusal(events) ? events : new Lines(events);
    },
  }),
  operatorRoute({
    operationId: 'ReadStream',
    about: 'A stream as it stood at a version or a time: its state then, and what each event changed.',
    method: 'GET',
    path: '/streams/:stream',
    input: z.strictObject({
      stream: field.text,
      version: field.version,
      time: field.time,
      limit: field.limit,
      reveal: field.reveal,
    }),
    answers: streamShape,
    answer: ({ stream, time, ...rest }, { host }) => streamAt(host, stream, { ...rest, timeMs: time }),
  }),
];
