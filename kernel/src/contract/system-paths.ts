const answer = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
});

const operation = (operationId: string, summary: string, responses: object) => ({
  get: { operationId, tags: ['system'], summary, security: [{}], responses },
});

const known = { ETag: { $ref: '#/components/headers/ETag' } };

/** A document that a client may have already. */
const document = (description: string) => ({
  '200': { ...answer(description, { type: 'object' }), headers: known },
  '304': { description: 'The client has this document already.', headers: known },
});

const readiness = {
  type: 'object',
  properties: {
    ready: { type: 'boolean' },
    reasons: { type: 'array', items: { type: 'string' } },
    durability: { type: 'string', description: 'How safe an answered write is.' },
    unsafe: {
      type: 'array',
      items: { type: 'string' },
      description: 'What can be lost although it was answered, and how to change that.',
    },
  },
  required: ['ready', 'reasons'],
};

/** The routes that every app has beside those of its services. */
export const systemPaths = {
  '/healthz': operation('healthz', 'Whether the process is alive.', {
    '200': answer('It is.', {
      type: 'object',
      properties: { status: { const: 'ok' } },
      required: ['status'],
    }),
  }),
  '/readyz': operation('readyz', 'Whether the process should get traffic.', {
    '200': answer('It should.', readiness),
    '503': answer('Not yet, or no more; with the reasons.', readiness),
  }),
  '/openapi.json': operation('openapi', 'This document.', document('OpenAPI 3.1.')),
  '/asyncapi.json': operation('asyncapi', 'The published events.', document('AsyncAPI 3.0.')),
};
