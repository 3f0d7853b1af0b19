import type { Look } from '@touchline/kernel';
import type { PostRow } from '@touchline/posts/published';
import type { Relation } from '../authorize.ts';
import { pair } from '../pair.ts';
import { following } from '../views/following.ts';
import { hidden } from '../views/hidden.ts';
import { hiddenCount } from '../views/hidden-count.ts';

export const noRelation: Relation = { hidden: false, follows: false };

/**
 * What stands between the viewer and the authors of some posts. Asked of the rows, and no more than is needed:
 * `undefined` when nothing does, as for most pages.
 */
export async function relationsTo(
  look: Look,
  viewer: string,
  authors: readonly string[],
  rows: readonly (PostRow | undefined)[],
): Promise<ReadonlyMap<string, Relation> | undefined> {
  const hides = (await look.get(hiddenCount, viewer)) !== undefined;
  const isNarrow = rows.some((row) => row?.visibility === 'followers' && row.author !== viewer);
  if (!hides && !isNarrow) return undefined;
  const keys = authors.map((author) => pair(viewer, author));
  const reasons = hides ? await look.getMany(hidden, keys) : [];
  const follows = isNarrow ? await look.getMany(following, keys) : [];
  return new Map(
    authors.map((author, i) => [
      author,
      { hidden: reasons[i] !== undefined, follows: follows[i] !== undefined },
    ]),
  );
}
