import type { JsonSchema } from './schema-book.ts';
import { problemExamples } from './problem-responses.ts';
import { inputFaultSchema, problemSchema } from './problem-schema.ts';

const header = (description: string, schema: JsonSchema = { type: 'string' }) => ({ description, schema });

const parameter = (name: string, description: string, schema: JsonSchema = { type: 'string' }) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

/** What all operations share. */
export const sharedComponents = (schemas: Readonly<Record<string, JsonSchema>>) => ({
  schemas: { ...schemas, InputFault: inputFaultSchema, Problem: problemSchema },
  parameters: {
    IdempotencyKey: parameter(
      'Idempotency-Key',
      'Makes the command safe to send again: the same key gives the first result. Best a UUIDv7: keys of one time are then found in one place.',
      { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    ),
    IfNoneMatch: parameter('If-None-Match', 'ETags the client holds; 304 when one of them is still right.'),
    MinPosition: parameter(
      'Touchline-Min-Position',
      'A `Touchline-Position`: the answer is at least as new as that, and says in its own `Touchline-Position` how new. `0.0` asks for that alone.',
    ),
    Session: parameter(
      'Touchline-Session',
      '`cookie`: a browser keeps the tokens in cookies that no script reads. `Origin` must be this server’s own.',
      { type: 'string', enum: ['cookie'] },
    ),
    RequestId: parameter(
      'X-Request-Id',
      'The client’s own id of the request; answered and kept with the events.',
      {
        type: 'string',
        pattern: '^(?![0-9]+\\.[0-9]+$)[A-Za-z0-9._-]{1,64}$',
      },
    ),
  },
  headers: {
    Challenge: header('How to authenticate.'),
    ETag: header('Names this answer; send it as If-None-Match.'),
    Link: header('`<…>; rel="next"`: the page after this one, relative to this address.'),
    Position: header(
      'Opaque; send it as Touchline-Min-Position to read at least this, or as `after` to a live stream to hear all since. A read gives it where it was sent a Touchline-Min-Position.',
    ),
    Replayed: header('`true` when the command had been done before and its first result is given again.', {
      type: 'string',
      enum: ['true'],
    }),
    RequestId: header('Finds the request in the logs.'),
    SetCookie: header('The cookies of a browser session, where it uses them: set, renewed or cleared.'),
    RetryAfter: header('Seconds to wait.', { type: 'integer', minimum: 0 }),
  },
  examples: problemExamples(),
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A short-lived access token of the identity service.',
    },
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-touchline-access',
      description:
        'The same token as a cookie that a log-in with `Touchline-Session: cookie` sets; without the prefix on http://localhost.',
    },
  },
});
