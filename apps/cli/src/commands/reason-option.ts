import { usageFault } from '../cli-fault.ts';
import type { Given, Option } from '../command.ts';

/** What changes something, or shows what is personal, is recorded; so is why. */
export const reasonOption = {
  reason: { value: 'TEXT', about: 'why; kept with the act (npx touchline acts)' },
} as const satisfies Readonly<Record<string, Option>>;

/** Shows what is personal, for a reason; both go into the query of a look. */
export const revealOptions = {
  reveal: { about: 'show personal fields, too; needs --reason' },
  ...reasonOption,
} as const satisfies Readonly<Record<string, Option>>;

const reasonLengthMin = 3;

/** What is personal is not looked at without saying why. */
export function revealed(given: Given): { readonly reveal?: true; readonly reason?: string } {
  if (!given.has('reveal')) return {};
  return { reveal: true, reason: reasonMust(given, 'why you look at what is personal') };
}

/** The reason of what is not done without one. */
export function reasonMust(given: Given, what: string): string {
  const reason = given.text('reason')?.trim() ?? '';
  if (reason.length < reasonLengthMin)
    throw usageFault(
      `--reason TEXT is missing: say ${what}, for the record, in ${reasonLengthMin} letters or more.`,
    );
  return reason;
}

/** The reason as a field of a body; without one no field. */
export function reasonOf(given: Given): { readonly reason?: string } {
  const reason = given.text('reason');
  return reason === undefined ? {} : { reason };
}
