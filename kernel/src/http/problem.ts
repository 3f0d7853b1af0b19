import { problemTexts, problemType, titleOf, type ProblemCode } from './problem-codes.ts';

/** Content security for answers that are data, never a page. */
export const safetyHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

export interface ProblemParts {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  /** Further members, e.g. `faults`. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The text of a problem (RFC 9457). */
export const problemText = (parts: ProblemParts, requestId: string): string =>
  JSON.stringify({
    type: problemType(parts.code),
    title: titleOf(parts.code),
    status: parts.status,
    code: parts.code,
    detail: parts.detail,
    requestId,
    ...parts.more,
  });

/** HT10: every "no" is application/problem+json with a stable code. */
export function problem(parts: ProblemParts, requestId: string): Response {
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...safetyHeaders,
    ...parts.headers,
  };
  return new Response(problemText(parts, requestId), { status: parts.status, headers });
}

/** A problem of the edge or of a fault, by its code. */
export const knownProblem = (
  code: ProblemCode,
  requestId: string,
  extra: Partial<Pick<ProblemParts, 'detail' | 'more' | 'headers'>> = {},
): Response => problem({ code, ...problemTexts[code], ...extra }, requestId);
