import type { Compare, Difference, Note } from './difference.ts';
import { verifyPlaces } from './verify-places.ts';
import { verifyRows } from './verify-rows.ts';
import { verifyTexts } from './verify-texts.ts';

/** What comparing found; or why it could not be done now. */
export type Verified = Compared | { readonly skipped: string };

interface Compared {
  readonly rows: number;
  readonly differences: number;
  /** The first of them. */
  readonly examples: readonly Difference[];
}

const examplesMax = 20;

/**
 * VW17: compares two builds byte for byte: rows, every group of every index, and what the words of texts find. Whatever
 * one damaged byte does to a build shows as a difference. Between two steps both go on, so nobody waits for all of it.
 */
export async function verifyBuild(compare: Compare): Promise<Verified> {
  const examples: Difference[] = [];
  let differences = 0;
  let skipped: string | undefined;
  const note: Note = (found) => {
    if (typeof found === 'string') skipped = found;
    else {
      differences += found.length;
      examples.push(...found.slice(0, examplesMax - examples.length));
    }
    return skipped === undefined;
  };
  const { rows, groups, words } = await verifyRows(compare, note);
  if (skipped === undefined) await verifyPlaces(compare, groups, note);
  if (skipped === undefined) await verifyTexts(compare, words, note);
  return skipped === undefined ? { rows, differences, examples } : { skipped };
}
