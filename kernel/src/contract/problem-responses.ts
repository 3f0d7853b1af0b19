import { problemTexts, problemType, titleOf, type ProblemCode } from '../http/problem-codes.ts';
import { refusalText, type Refusals } from '../refusal.ts';

const content = (examples: object) => ({
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples },
});

const exampleOf = (code: string, status: number, detail: string) => ({
  summary: detail,
  value: { type: problemType(code), title: titleOf(code), status, code, detail, requestId: '4c1dzq8x7m-2f' },
});

/** The examples of the edge's own problems, shared by all operations. */
export const problemExamples = (): Record<string, object> =>
  Object.fromEntries(
    Object.entries(problemTexts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { status, detail }]) => [code, exampleOf(code, status, detail)]),
  );

/** One response per status: the declared refusals, and what the edge itself may answer. */
export function problemResponses(refusals: Refusals, edge: readonly ProblemCode[]): Record<string, object> {
  const byStatus = new Map<number, Map<string, object>>();
  const add = (status: number, code: string, example: object): void => {
    byStatus.set(status, (byStatus.get(status) ?? new Map<string, object>()).set(code, example));
  };
  for (const [code, declared] of Object.entries(refusals)) {
    const { status, text } = refusalText(declared);
    add(status, code, exampleOf(code, status, text));
  }
  for (const code of edge) add(problemTexts[code].status, code, { $ref: `#/components/examples/${code}` });
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, examples]) => [
        String(status),
        {
          description: [...examples.keys()].map(titleOf).join(' · '),
          headers: headersOf(status),
          content: content(Object.fromEntries(examples)),
        },
      ]),
  );
}

function headersOf(status: number): Record<string, object> {
  const requestId = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
  if (status === 429 || status === 503)
    return { ...requestId, 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };
  if (status === 401) return { ...requestId, 'WWW-Authenticate': { $ref: '#/components/headers/Challenge' } };
  return requestId;
}
