import { Fault } from '../fault.ts';
import { leaseLimits } from '../ports/lease-limits.ts';

const { memberLengthMax, workLengthMax, worksMax } = leaseLimits;

/** OW8: refused before anything is tried. */
export function checkLeases(member: string, works: readonly string[]): void {
  if (!isName(member, memberLengthMax))
    throw refused(`A member has a name of 1 to ${memberLengthMax} characters, not “${member}”.`);
  if (works.length > worksMax)
    throw refused(`At most ${worksMax} works are named at once, not ${works.length}.`);
  for (const work of works)
    if (!isName(work, workLengthMax))
      throw refused(`A work has a name of 1 to ${workLengthMax} characters, not “${work}”.`);
}

const isName = (text: string, lengthMax: number): boolean =>
  text !== '' && text.length <= lengthMax && text.isWellFormed() && !text.includes('\0');

const refused = (what: string): Fault => new Fault('internal', what, { retryable: false });
