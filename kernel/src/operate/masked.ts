import { erased, isErased, type Erased } from '../erased.ts';
import type { EventType, Recorded } from '../event.ts';

/** Stands where a personal field is that the operator did not ask to see. */
export const masked: Erased = Object.freeze({ ...erased, masked: true });

/** A copy without the values of its personal fields. What was erased stays told apart from what is hidden. */
export function maskedEvent(event: Recorded, type: EventType | undefined): Recorded {
  if (!type?.personal) return event;
  const data: Record<string, unknown> = { ...event.data };
  for (const field of type.personal.fields) if (field in data && !isErased(data[field])) data[field] = masked;
  return { ...event, data };
}

/** For data whose event type is not known here: whatever is sealed stays hidden. */
export const maskedRaw = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).map(([field, value]) => [field, isSealed(value) ? masked : value]));

const isSealed = (value: unknown): boolean => typeof (value as { $p?: unknown } | null)?.$p === 'string';
