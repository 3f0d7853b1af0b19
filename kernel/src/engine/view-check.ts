import { Fault } from '../fault.ts';
import { viewLimits } from '../ports/view-limits.ts';
import type { ViewTable } from '../ports/view-store.ts';

/** VW33: a value that a store cannot keep or order the same way in every engine is refused, with what is wrong. */
export const refused = (what: string): Fault => new Fault('internal', what, { retryable: false });

/** Keys, groups and strings of an order: short, whole characters, no U+0000 (PostgreSQL has none in text). */
export function checkName(value: string, what: string): void {
  if (value.length > viewLimits.keyLengthMax)
    throw refused(
      `A ${what} has at most ${viewLimits.keyLengthMax} characters, not ${value.length}: ${value.slice(0, 64)}…`,
    );
  if (value.includes('\0') || !value.isWellFormed())
    throw refused(`A ${what} is whole characters without U+0000: ${JSON.stringify(value)}`);
}

export function checkBy(by: string | number): void {
  if (typeof by === 'string') checkName(by, 'string to order by');
  else if (!Number.isFinite(by)) throw refused(`A number to order by is finite, not ${by}.`);
}

export function checkLength(value: string, max: number, what: string): void {
  if (value.length > max) throw refused(`${what} has at most ${max} characters, not ${value.length}.`);
}

export function checkCount(count: number, least: number, most: number, what: string): void {
  if (!Number.isInteger(count) || count < least || count > most)
    throw refused(`${what} is a whole number from ${least} to ${most}, not ${count}.`);
}

export function checkTable(table: ViewTable): void {
  if (!/^[a-z0-9_]+$/.test(table.id) || table.id.length > viewLimits.tableIdLengthMax)
    throw refused(
      `A view table's id is 1 to ${viewLimits.tableIdLengthMax} lower case letters, digits and _: ${JSON.stringify(table.id)}`,
    );
  checkCount(table.indexes.length, 0, viewLimits.indexesMax, `The number of indexes of ${table.id}`);
  if (new Set(table.indexes).size < table.indexes.length)
    throw refused(`The indexes of ${table.id} have different names, not ${table.indexes.join(', ')}.`);
}
