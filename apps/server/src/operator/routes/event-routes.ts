import { isRefusal, type Refusal } from '@touchline/kernel';
import {
  browseEvents,
  eventEffects,
  eventWords,
  followEvents,
  streamAt,
  traceEvent,
  type EventFilter,
} from '@touchline/kernel/operate';
import { z } from 'zod';
import { eventPageShape, seenEventShape, streamShape } from '../answer-shapes.ts';
import { effectsShape, traceShape } from '../console-shapes.ts';
import { field } from '../input-fields.ts';
import { Lines, operatorRoute } from '../operator-route.ts';

const filter = {
  q: z.string().max(500).optional().meta({
    description:
      'A filter in words: `type:Post* stream:post since:2h -type:Kudos* snow`; also actor, correlation, cause, until, partition and `at:0.42`.',
  }),
  partition: field.partition,
  stream: field.text.optional().meta({ description: 'A stream (`post-01k9…`) or a category (`post`).' }),
  type: field.types,
  actor: field.text.optional(),
  since: field.time,
  reveal: field.reveal,
  reason: field.reason,
};

interface Sent {
  readonly q?: string | undefined;
  readonly type?: readonly string[] | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly stream?: string | undefined;
  readonly actor?: string | undefined;
  readonly partition?: number | undefined;
}

/** Fields and words together: both narrow. */
function filterOf(sent: Sent, nowMs: number): EventFilter | Refusal {
  const words = eventWords(sent.q ?? '', nowMs);
  if (isRefusal(words)) return words;
  const { type, since, until, stream, actor, partition } = sent;
  return {
    ...words,
    ...(stream !== undefined && { stream }),
    ...(actor !== undefined && { actor }),
    ...(partition !== undefined && { partition }),
    ...(type !== undefined && { types: type }),
    ...(since !== undefined && { fromMs: since }),
    ...(until !== undefined && { toMs: until }),
  };
}

const place = z.string().regex(/^\d{1,4}\.\d{1,15}$/, 'expected a place such as 0.42');
const onEvents = ({ q = '', stream = '' }: { q?: string | undefined; stream?: string | undefined }): string =>
  [stream, q].filter((one) => one !== '').join(' ');

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
    on: (input) => onEvents(input),
    async answer({ after, limit = 50, direction, reveal, ...sent }, { host }) {
      const wanted = filterOf(sent, host.clock.now());
      return isRefusal(wanted) ? wanted : browseEvents(host, { ...wanted, after, limit, direction, reveal });
    },
  }),
  operatorRoute({
    operationId: 'FollowEvents',
    about:
      'Events as they are written, one per line, after the `last` newest ones or, without these, all since a time.',
    method: 'GET',
    path: '/events/follow',
    input: z.strictObject({
      ...filter,
      after: field.text.optional().meta({ description: 'A position token: only what came after it.' }),
      last: field.limit,
    }),
    answers: seenEventShape,
    lines: true,
    on: (input) => onEvents(input),
    async answer({ after, last, reveal, ...sent }, { host, signal }) {
      const wanted = filterOf(sent, host.clock.now());
      if (isRefusal(wanted)) return wanted;
      const events = await followEvents(host, { ...wanted, after, last, reveal }, signal);
      return isRefusal(events) ? events : new Lines(events);
    },
  }),
  operatorRoute({
    operationId: 'ReadEvent',
    about:
      'An event and what became of it: the rows it changed, who has not had it yet, what open pages hear.',
    method: 'GET',
    path: '/events/:place',
    input: z.strictObject({ place, reveal: field.reveal, reason: field.reason }),
    answers: effectsShape,
    on: (input) => input.place,
    answer: (input, { host }) => eventEffects(host, input.place, input.reveal),
  }),
  operatorRoute({
    operationId: 'TraceEvent',
    about: 'All that belongs together with an event: the request that led to it, and what followed from it.',
    method: 'GET',
    path: '/traces/:place',
    input: z.strictObject({ place, reveal: field.reveal, reason: field.reason }),
    answers: traceShape,
    on: (input) => input.place,
    answer: (input, { host }) => traceEvent(host, input.place, input.reveal),
  }),
  operatorRoute({
    operationId: 'ReadStream',
    about: 'A stream as it stood at a version or a time: its state then, and what each event changed.',
    method: 'GET',
    path: '/streams/:stream',
    input: z.strictObject({
      stream: field.text,
      version: field.version,
      compare: field.version.meta({ description: 'Tell what differs from this version.' }),
      time: field.time,
      limit: field.limit,
      reveal: field.reveal,
      reason: field.reason,
    }),
    answers: streamShape,
    on: ({ stream }) => stream,
    answer: ({ stream, time, ...rest }, { host }) => streamAt(host, stream, { ...rest, timeMs: time }),
  }),
];
