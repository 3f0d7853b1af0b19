import { Fault } from '@touchline/kernel';
import { sqlState } from '../connection-fault.ts';

/** SQLSTATEs of our own, raised by the functions of a view schema. */
export const viewStates = { overtaken: 'TL026', followed: 'TL037' } as const;

/** A table or function that is not there: another process dropped the build meanwhile. */
const dropped = new Set(['42P01', '42883']);

/** What went wrong in a view schema, as its callers may handle it. */
export function viewFault(error: unknown, table?: string): unknown {
  const state = sqlState(error) ?? '';
  if (state === viewStates.overtaken || state === viewStates.followed)
    return new Fault('contention', (error as Fault & { cause: Error }).cause.message, { cause: error });
  if (dropped.has(state))
    return new Fault('contention', `The view table ${table ?? ''} was dropped by another process.`, {
      cause: error,
    });
  return error;
}
