import { erased, isErased, type Erased } from '../erased.ts';
import type { Recorded } from '../event.ts';
import { isSealed } from '../runtime/personal-field.ts';

/** Stands where a personal field is that the operator did not ask to see, or that nobody sees. */
export const masked: Erased = Object.freeze({ ...erased, masked: true });

/** A copy without the values of these fields. What was erased stays told apart from what is hidden. */
export function maskedEvent(event: Recorded, hidden: readonly string[]): Recorded {
  if (hidden.length === 0) return event;
  const data: Record<string, unknown> = { ...event.data };
  for (const field of hidden) if (field in data && !isErased(data[field])) data[field] = masked;
  return { ...event, data };
}

/** For data whose event type is not known here: whatever is sealed stays hidden. */
export const maskedRaw = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).map(([field, value]) => [field, isSealed(value) ? masked : value]));
