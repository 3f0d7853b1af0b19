import { refusalText, type Refusal, type Refusals } from '../refusal.ts';
import { knownProblem, problem } from './problem.ts';
import { retryAfterS } from './retry-after.ts';

/** HT11: a refusal answers with its declared status and text. */
export function refusalAnswer(
  refusal: Refusal,
  declared: Refusals,
  requestId: string,
  onError?: (error: unknown, requestId: string) => void,
): Response {
  const code = refusal.refusal;
  if (code === 'idempotency-key-reused') return knownProblem(code, requestId);
  const found = Object.hasOwn(declared, code) ? declared[code] : undefined;
  // Nothing happened, so 422 is true; but a code outside the contract is a defect to be heard of.
  if (found === undefined) onError?.(new TypeError(`refused with the undeclared code ${code}`), requestId);
  const { status, text: detail } = refusalText(found ?? 'This is not possible.');
  const more = refusal.details && { details: refusal.details };
  return problem(
    { code, status, detail, ...(more && { more }), headers: headersOf(status, refusal) },
    requestId,
  );
}

function headersOf(status: number, refusal: Refusal): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="touchline"' };
  if (status !== 429 && status !== 503) return {};
  const wait = refusal.details?.['retryAfterS'];
  return { 'retry-after': typeof wait === 'number' && wait >= 0 ? String(Math.ceil(wait)) : retryAfterS() };
}
