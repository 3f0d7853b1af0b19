import { Fault, type FaultCode } from '@touchline/kernel';
import pg from 'pg';
import { readOnlyState } from './moving/read-only-state.ts';

export const queryCanceled = '57014';

/** What became of the work when its connection is lost at this moment: surely nothing, or nobody knows. */
export type Outcome = 'nothing' | 'unknown';

/** By SQLSTATE or its class. What is not here would go wrong again: a mistake of ours, or a wrong setting. */
const codes: Readonly<Record<string, readonly [code: FaultCode, message: string]>> = {
  '25006': ['overloaded', 'PostgreSQL takes no writes at the moment: this server is a standby.'],
  '40': ['contention', 'PostgreSQL undid a transaction that collided with another.'],
  '55P03': ['contention', 'A lock was not to be had in time.'],
  '53': ['overloaded', 'PostgreSQL is short of memory or connections.'],
  '53100': ['storage-full', "PostgreSQL's disk is full."],
  [readOnlyState]: ['read-only', 'This community is being moved: it takes no writes for a moment.'],
  [queryCanceled]: ['overloaded', 'PostgreSQL cancelled a statement.'],
};

/**
 * The server, or the operating system below it, broke down under the statement, or the server ended the session (25P03,
 * 25P04: a transaction grew too old): the connection is of no more use.
 */
export const brokeDown = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(08|25P0[34]|57P|58|F0|XX)/.test(error.code ?? '');

/** The fault that an error of a statement stands for. What is no error of PostgreSQL's passes as it is. */
export function connectionFault(cause: unknown, lost: boolean, outcome: Outcome): unknown {
  if (cause instanceof Fault) return cause;
  const state = cause instanceof pg.DatabaseError ? (cause.code ?? '') : '';
  if (lost || brokeDown(cause))
    return outcome === 'unknown'
      ? new Fault('outcome-unknown', 'The connection to PostgreSQL was lost before it answered.', { cause })
      : new Fault('overloaded', 'The connection to PostgreSQL was lost. Nothing was written.', { cause });
  if (!(cause instanceof pg.DatabaseError)) return cause;
  const [code, message] = codes[state] ?? codes[state.slice(0, 2)] ?? [];
  if (code && message) return new Fault(code, message, { cause });
  return new Fault('internal', `PostgreSQL refused a statement: ${cause.message}`, {
    cause,
    retryable: false,
  });
}

/** Whether an error was raised while this function of ours ran: PostgreSQL names those it was in. */
export function failedIn(name: string, error: unknown): boolean {
  return new RegExp(String.raw`\b${name}\(`).test(whereIn(error) ?? '');
}

/** Where an error was raised, in PostgreSQL's words; what was refused before anything ran has no place. */
export function whereIn(error: unknown): string | undefined {
  const cause = error instanceof Fault ? error.cause : error;
  return cause instanceof pg.DatabaseError ? cause.where : undefined;
}

/** The SQLSTATE behind a fault. */
export function sqlState(error: unknown): string | undefined {
  const cause = error instanceof Fault ? error.cause : error;
  return cause instanceof pg.DatabaseError ? cause.code : undefined;
}
