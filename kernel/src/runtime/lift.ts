import type { EventType } from '../event.ts';
import { Fault } from '../fault.ts';

/** Applies the chain of upcasts from the schema version that was stored. */
export function lift(type: EventType, from: number, data: Readonly<Record<string, unknown>>): object {
  if (!(from >= 1 && from <= type.version))
    throw new Fault(
      'internal',
      `${type.type} was written with schema ${from}; this program knows ${type.version}. Update it.`,
      { retryable: false },
    );
  let lifted: object = data;
  for (let version = from; version < type.version; version++)
    lifted = type.upcasts[version]?.(lifted as Readonly<Record<string, unknown>>) ?? lifted;
  return lifted;
}
