import type { Envelope } from '@touchline/kernel';
import { recorded } from '@touchline/kernel/testing';

/** A recorded event from its short form, of its own type. */
export const happened = <const Type extends string, Data extends object>(
  event: { readonly type: Type; readonly data: Data },
  envelope: Partial<Envelope> = {},
): Envelope & { readonly type: Type; readonly data: Data } => ({
  ...recorded({ type: event.type, data: event.data }, envelope),
  ...event,
});
