import { Refused, Unreachable } from '@touchline/web/failure';
import { Unanswered } from '../api/ask.ts';
import { problemWords } from './problem-words.ts';

/** What failed, in words an operator can use. */
export function faultText(error: unknown): string {
  if (error instanceof Unanswered)
    return 'The answer did not come, or broke off. The audit tells what became of it.';
  if (error instanceof Unreachable) return 'The server does not answer. It may be stopping or starting.';
  if (!(error instanceof Refused)) return error instanceof Error ? error.message : String(error);
  const { code, detail, details, faults } = error.problem;
  const more = details?.['faults'];
  const listed = Array.isArray(more)
    ? more.map(String)
    : (faults ?? []).map(({ path, what }) => `${path}: ${what}`);
  return [problemWords(code, detail), ...listed].join(' ');
}

/** A failure with a way on. */
export function FaultNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const requestId = error instanceof Refused ? error.problem.requestId : '';
  return (
    <div class="card line bad" role="alert">
      <p>{faultText(error)}</p>
      {requestId !== '' && (
        <p class="xs muted">
          Request <code>{requestId}</code>
        </p>
      )}
      {retry && (
        <button type="button" class="btn" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
