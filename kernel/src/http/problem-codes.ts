import type { FaultCode } from '../fault.ts';

export interface ProblemText {
  readonly status: number;
  /** For people, the same for each occurrence of the code. */
  readonly detail: string;
}

/** What the edge itself says no with. */
export const edgeProblems = {
  'bad-request': { status: 400, detail: 'The request line or its headers are not valid HTTP.' },
  'malformed-json': { status: 400, detail: 'The body is not valid JSON in UTF-8.' },
  'incomplete-body': { status: 400, detail: 'The connection ended before the whole body had arrived.' },
  'invalid-input': {
    status: 400,
    detail: 'The input is not as this route expects it; `faults` lists what to change.',
  },
  unauthenticated: { status: 401, detail: 'Send a valid access token as `Authorization: Bearer …`.' },
  forbidden: { status: 403, detail: 'Only administrators may do this.' },
  'cross-site': {
    status: 403,
    detail: 'A session in a cookie works for pages of this server only; `Origin` must be its own.',
  },
  'no-own-origin': {
    status: 403,
    detail:
      'Sessions in cookies need the address that people use: the operator sets TOUCHLINE_ORIGIN to it, or use http://localhost.',
  },
  'no-such-route': {
    status: 404,
    detail: 'There is nothing at this path. /openapi.json lists what there is.',
  },
  'method-not-allowed': {
    status: 405,
    detail: 'This path exists, but not with this method; see the `Allow` header.',
  },
  'idempotency-key-reused': {
    status: 409,
    detail: 'This Idempotency-Key was used before with other content. Use a new key for a new request.',
  },
  'request-timeout': { status: 408, detail: 'The request did not arrive in time.' },
  'body-too-large': { status: 413, detail: 'The body is longer than this route accepts.' },
  'unsupported-media-type': {
    status: 415,
    detail: 'Send the body as `Content-Type: application/json`, in UTF-8 and uncompressed.',
  },
  'too-many-streams': {
    status: 429,
    detail: 'Too many live streams are open from here. Close one, or try again after `Retry-After`.',
  },
  'headers-too-large': { status: 431, detail: 'The request line and headers are longer than 8 KiB.' },
} as const satisfies Record<string, ProblemText>;

/** How a fault is told to a client. */
export const faultProblems = {
  'outcome-unknown': {
    status: 500,
    detail:
      'This may or may not have happened. Send it again with the same Idempotency-Key to learn its result.',
  },
  corrupt: { status: 500, detail: 'Stored data does not match its checksum. The operator has been told.' },
  internal: { status: 500, detail: 'Something went wrong here. `requestId` finds it in the log.' },
  'storage-full': {
    status: 507,
    detail:
      'There is no room to store this; nothing was changed. Reading still works. The operator has been told.',
  },
  overloaded: {
    status: 503,
    detail: 'Too many requests at once. Nothing was changed; try again after `Retry-After`.',
  },
  contention: {
    status: 503,
    detail: 'Others were changing the same thing. Nothing was changed; try again after `Retry-After`.',
  },
  'not-yet-visible': {
    status: 503,
    detail:
      'This view is still being filled, or has not reached the asked position yet. Try again after `Retry-After`.',
  },
  erased: { status: 410, detail: 'This person was erased; nothing personal of theirs is written any more.' },
  draining: {
    status: 503,
    detail: 'This server is stopping. Nothing was changed; try again after `Retry-After`.',
  },
  'read-only': {
    status: 503,
    detail:
      'This community takes no writes while it is moved to another place. Reading still works. Nothing was changed; try again after `Retry-After`.',
  },
  closed: {
    status: 503,
    detail: 'This server has stopped. Nothing was changed; try again after `Retry-After`.',
  },
} as const satisfies Record<FaultCode, ProblemText>;

export type ProblemCode = keyof typeof edgeProblems | keyof typeof faultProblems;

export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = { ...edgeProblems, ...faultProblems };

/** `no-such-post` → `No such post`. */
export const titleOf = (code: string): string =>
  code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');

export const problemType = (code: string): string => `urn:touchline:problem:${code}`;
