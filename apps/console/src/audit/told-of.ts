import type { Act } from '../api/shapes.ts';
import { roleTexts } from '../people/account.ts';

/** What came of an act, in words. Early ones were recorded as the JSON of their answer. */
export function toldOf({ on, end }: Pick<Act, 'on' | 'end'>): string {
  const told = end?.told ?? '';
  return told.startsWith('{') ? inWords(told, on) : told;
}

/** The rest of what was asked for, beside what it was done to. */
export const askedOf = ({ on, details }: Pick<Act, 'on' | 'details'>): string => inWords(details, on);

/** That it was shown stands in what was done. */
const left = new Set(['reveal']);

function inWords(json: string, on: string): string {
  try {
    return Object.entries(JSON.parse(json) as Record<string, unknown>)
      .filter(([name, value]) => value !== on && !left.has(name))
      .map(([name, value]) => `${name} ${worded(name, value)}`)
      .join(', ');
  } catch {
    return json; // It was longer than is kept.
  }
}

function worded(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => worded(name, one)).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([field, one]) => `${field} ${worded(field, one)}`)
      .join(' ');
  return (name === 'role' ? roleTexts[String(value)] : undefined) ?? String(value);
}
