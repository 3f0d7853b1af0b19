import { usageFault } from './cli-fault.ts';

/** A whole number between bounds, or what was wrong with it. */
export function wholeNumber(text: string, name: string, least: number, most: number): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw usageFault(`${name} takes a whole number from ${least} to ${most}, not “${text}”.`);
}
