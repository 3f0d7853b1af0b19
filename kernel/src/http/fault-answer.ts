import { Fault } from '../fault.ts';
import { knownProblem } from './problem.ts';
import { faultProblems } from './problem-codes.ts';
import { retryAfterS } from './retry-after.ts';

/** HT12: a fault answers with its code and a safe text; its cause goes to `onError` only. */
export function faultAnswer(
  error: unknown,
  requestId: string,
  onError?: (error: unknown, requestId: string) => void,
): Response {
  const code = error instanceof Fault ? error.code : 'internal';
  const { status } = faultProblems[code];
  if (status !== 503) {
    // That somebody was erased is no failure of anything here.
    if (status >= 500) onError?.(error, requestId);
    return knownProblem(code, requestId);
  }
  // A view that is behind is caught up in moments; the rest is told to spread out.
  const headers: Record<string, string> = { 'retry-after': code === 'not-yet-visible' ? '1' : retryAfterS() };
  // A shed request on a kept connection costs goodput; closing it keeps most of it.
  if (code !== 'not-yet-visible' && code !== 'contention') headers['connection'] = 'close';
  const detail = error instanceof Fault ? error.detail : undefined;
  return knownProblem(code, requestId, { headers, ...(detail !== undefined && { detail }) });
}
