import { Fault } from '@touchline/kernel';
import { MoveRefused } from '@touchline/kernel/moving';
import { CliFault } from '../cli-fault.ts';

/** What a store says no with is a sentence already; what nobody foresaw is told as that. */
export function asCliFault(error: unknown): never {
  const isSaid = error instanceof MoveRefused || error instanceof Fault || isPlain(error);
  throw isSaid ? new CliFault((error as Error).message, { cause: error }) : error;
}

/** Thrown on purpose: faults of the language are TypeErrors and the like, those of the system carry a code. */
const isPlain = (error: unknown): boolean =>
  error instanceof Error && (error.constructor === Error || 'code' in error);
