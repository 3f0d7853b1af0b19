import type { Given, Option } from '../command.ts';

/** What changes something, or shows what is personal, is recorded; so is why. */
export const reasonOption = {
  reason: { value: 'TEXT', about: 'why; kept with the act (npx touchline acts)' },
} as const satisfies Readonly<Record<string, Option>>;

/** The reason as a field of a body; without one no field. */
export function reasonOf(given: Given): { readonly reason?: string } {
  const reason = given.text('reason');
  return reason === undefined ? {} : { reason };
}
