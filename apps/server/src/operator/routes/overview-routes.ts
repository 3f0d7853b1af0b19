import { idSchema } from '@touchline/kernel';
import { serviceMap } from '@touchline/kernel/operate';
import { z } from 'zod';
import { actPageShape, overviewShape, servicesShape } from '../console-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { overview } from '../overview.ts';

export const overviewRoutes = [
  operatorRoute({
    operationId: 'ReadOverview',
    about: 'How everything stands, and who asks.',
    method: 'GET',
    path: '/overview',
    input: z.strictObject({}),
    answers: overviewShape,
    answer: (_input, { host, signs, caller }) => overview(host, signs, caller),
  }),
  operatorRoute({
    operationId: 'ReadServices',
    about:
      'The services by their declarations: streams, commands, views, policies, events they publish and read.',
    method: 'GET',
    path: '/services',
    input: z.strictObject({}),
    answers: servicesShape,
    answer: async (_input, { host }) => serviceMap(host.services),
  }),
  operatorRoute({
    operationId: 'ListActs',
    about: 'What operators did, the newest first: all of it, of one kind, or by one of them.',
    method: 'GET',
    path: '/acts',
    input: z.strictObject({
      act: field.text.optional().meta({ description: 'Only this operation, such as `RebuildViews`.' }),
      by: field.text.optional(),
      after: idSchema.optional().meta({ description: '`next` of the page before.' }),
      limit: field.limit,
    }),
    answers: actPageShape,
    answer: ({ limit = 50, ...rest }, { acts }) => acts.list({ ...rest, limit: Math.max(1, limit) }),
  }),
];
