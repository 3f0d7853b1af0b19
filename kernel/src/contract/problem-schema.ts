import type { JsonSchema } from './schema-book.ts';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };

/** The body of every "no" (RFC 9457). */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'Why a request was not done (RFC 9457). `code` is stable; texts may change.',
  properties: {
    type: { type: 'string', description: '`urn:touchline:problem:` and the code.' },
    title: text,
    status: count,
    code: { type: 'string', description: 'Stable for ever; programs decide by it.' },
    detail: { type: 'string', description: 'What happened and what to do, for people.' },
    requestId: { type: 'string', description: 'Finds the request in the logs.' },
    faults: { type: 'array', items: { $ref: '#/components/schemas/InputFault' } },
    details: { type: 'object', description: 'What a refusal adds.', additionalProperties: true },
    maximum: count,
    hint: text,
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
};

export const inputFaultSchema: JsonSchema = {
  type: 'object',
  description: 'One thing that is wrong with a request, and where.',
  properties: {
    in: { type: 'string', enum: ['body', 'path', 'query', 'header'] },
    path: { type: 'string', description: 'Such as `profile.links.0`; empty for the whole.' },
    what: { type: 'string', description: 'What was expected and found.' },
    expected: text,
    minimum: { type: 'number' },
    maximum: { type: 'number' },
    values: { type: 'array', items: {} },
  },
  required: ['in', 'path', 'what'],
};
