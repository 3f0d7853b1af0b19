import type { Access, CommandType } from '../command.ts';
import type { ProblemCode } from '../http/problem-codes.ts';
import type { ParsedRoute } from '../http/route-of.ts';
import { strictInput } from '../http/strict-input.ts';
import type { QueryType } from '../query.ts';
import { inputParts, parametersOf } from './input-parts.ts';
import { problemResponses } from './problem-responses.ts';
import type { JsonSchema, SchemaBook } from './schema-book.ts';

const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });
const parameterRef = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

/** A command as an OpenAPI operation. */
export function commandOperation(book: SchemaBook, tag: string, command: CommandType, route: ParsedRoute) {
  const parts = inputParts(book, strictInput(command.input), route.fields);
  const { body } = parts;
  const inCookies = command.tokens === 'issued' || command.tokens === 'renewed';
  return {
    operationId: command.type,
    tags: [tag],
    summary: command.about,
    ...accessOf(command.access),
    parameters: [
      ...parametersOf(parts.path, 'path'),
      parameterRef('IdempotencyKey'),
      ...(inCookies ? [parameterRef('Session')] : []),
      parameterRef('RequestId'),
    ],
    ...(body && {
      // A refresh token that stands in a cookie stands nowhere else.
      requestBody: { required: body.required && command.tokens !== 'renewed', content: json(body.schema) },
    }),
    responses: {
      ...commandAnswered(book, command, route),
      ...problemResponses(command.refusals, commandProblems(command.access)),
    },
  };
}

function commandAnswered(book: SchemaBook, command: CommandType, route: ParsedRoute) {
  const headers = {
    ...(command.tokens && { 'Set-Cookie': headerRef('SetCookie') }),
    'Touchline-Position': headerRef('Position'),
    'Idempotency-Replayed': headerRef('Replayed'),
    'X-Request-Id': headerRef('RequestId'),
  };
  const status = command.answer ? (command.status ?? (route.method === 'POST' ? 201 : 200)) : 204;
  if (status === 204) return { '204': { description: 'Done.', headers } };
  const whole = command.answers ? book.schema(command.answers, 'output') : {};
  const schema = command.tokens ? { anyOf: [whole, withoutTokens] } : whole;
  return { [status]: { description: 'Done.', headers, content: json(schema) } };
}

const withoutTokens = {
  type: 'object',
  description: 'With `Touchline-Session: cookie`: the same without `accessToken` and `refreshToken`.',
};

/** A query as an OpenAPI operation. */
export function queryOperation(book: SchemaBook, tag: string, query: QueryType, route: ParsedRoute) {
  const parts = inputParts(book, strictInput(query.input), route.fields);
  const answers = book.schema(query.answers, 'output');
  const fields = book.resolved(answers)['properties'];
  const paged = typeof fields === 'object' && fields !== null && 'items' in fields && 'next' in fields;
  const headers = {
    ETag: headerRef('ETag'),
    ...(paged && { Link: headerRef('Link') }),
    'Touchline-Position': headerRef('Position'),
    'X-Request-Id': headerRef('RequestId'),
  };
  const known = { ETag: headerRef('ETag'), 'Touchline-Position': headerRef('Position') };
  return {
    operationId: query.name,
    tags: [tag],
    summary: query.about,
    ...accessOf(query.access),
    parameters: [
      ...parametersOf(parts.path, 'path'),
      ...parametersOf(parts.others, 'query'),
      parameterRef('MinPosition'),
      parameterRef('IfNoneMatch'),
      parameterRef('RequestId'),
    ],
    responses: {
      '200': { description: query.about, headers, content: json(answers) },
      '304': { description: 'The client has this answer already.', headers: known },
      ...problemResponses(query.refusals, queryProblems(query.access)),
    },
  };
}

const accessOf = (access: Access) => ({
  security: [...(access === 'anyone' ? [{}] : []), { bearer: [] }, { cookie: [] }],
  'x-access': access,
});

const accessProblems = (access: Access): ProblemCode[] => [
  'unauthenticated',
  ...(access === 'anyone' ? [] : (['forbidden'] as const)),
  'cross-site',
  'no-own-origin',
];

const queryProblems = (access: Access): ProblemCode[] => [
  'invalid-input',
  ...accessProblems(access),
  'internal',
  'corrupt',
  'not-yet-visible',
  'overloaded',
  'draining',
  'closed',
];

/** Also where none is expected, a body may have been sent. */
const commandProblems = (access: Access): ProblemCode[] => [
  'invalid-input',
  'malformed-json',
  'incomplete-body',
  'body-too-large',
  'unsupported-media-type',
  ...accessProblems(access),
  'idempotency-key-reused',
  'erased',
  'outcome-unknown',
  'internal',
  'corrupt',
  'contention',
  'not-yet-visible',
  'overloaded',
  'draining',
  'read-only',
  'closed',
  'storage-full',
];
