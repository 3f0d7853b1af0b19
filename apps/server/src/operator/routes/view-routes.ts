import { backlog, pause, resume, viewStatus, type Paused } from '@touchline/kernel/operate';
import { z } from 'zod';
import { pausedShape, statusShape } from '../answer-shapes.ts';
import { backlogShape, subscriptionsShape } from '../console-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { subscriptions } from '../subscriptions.ts';

const named = z.strictObject({ name: field.target, reason: field.reason });

export const viewRoutes = [
  operatorRoute({
    operationId: 'ReadViewStatus',
    about: 'Where every view, memory view and policy stands.',
    method: 'GET',
    path: '/views',
    input: z.strictObject({}),
    answers: statusShape,
    answer: (_input, { host }) => viewStatus(host),
  }),
  operatorRoute({
    operationId: 'ListSubscriptions',
    about: 'Everything that reads the log: how far behind in events and seconds, how fast, how long still.',
    method: 'GET',
    path: '/subscriptions',
    input: z.strictObject({}),
    answers: subscriptionsShape,
    answer: async (_input, { host, signs }) => ({
      everyS: signs.trends.everyS,
      subscriptions: subscriptions(host, await viewStatus(host), signs.trends),
    }),
  }),
  operatorRoute({
    operationId: 'ReadBacklog',
    about: 'The next events that a view or policy has not consumed yet.',
    method: 'GET',
    path: '/consumers/:name/backlog',
    input: z.strictObject({
      name: field.target,
      limit: field.limit,
      reveal: field.reveal,
      reason: field.reason,
    }),
    answers: backlogShape,
    on: ({ name }) => name,
    answer: async ({ name, limit, reveal }, { host }) => backlog(host, name, limit, reveal),
  }),
  operatorRoute({
    operationId: 'PauseConsumers',
    about:
      'Stops a view, a policy or all of a service after the batch at hand, until it is resumed, also over restarts.',
    method: 'POST',
    path: '/consumers/:name/pause',
    input: named,
    answers: pausedShape,
    on: ({ name }) => name,
    told: (answer) => pausedText(answer as Paused),
    answer: async ({ name }, { host }) => pause(host, name),
  }),
  operatorRoute({
    operationId: 'ResumeConsumers',
    about: 'Lets what was paused go on where it stopped.',
    method: 'POST',
    path: '/consumers/:name/resume',
    input: named,
    answers: pausedShape,
    on: ({ name }) => name,
    told: (answer) => pausedText(answer as Paused),
    answer: async ({ name }, { host }) => resume(host, name),
  }),
];

const pausedText = ({ consumers }: Paused): string =>
  consumers.map(({ target, state }) => `${target} ${state}`).join(', ');
