import type { Look } from '@touchline/kernel';
import type { ViewerMarks } from '@touchline/posts/published';
import { hasId } from '../home-feed/sorted-ids.ts';
import type { Window } from '../home-feed/window.ts';
import { pair } from '../pair.ts';
import { kudos } from '../views/kudos.ts';
import { repost } from '../views/repost.ts';

/** What the viewer has done with a post. */
export type MarksOf = (id: string) => ViewerMarks;

/** As the window knows it: for ids that stand in it. */
export const marksIn =
  (window: Window): MarksOf =>
  (id) => ({ kudos: hasId(window.kudos, id), reposted: hasId(window.reposts, id) });

/** As the rows know it: for older ids. */
export async function marksOf(look: Look, viewer: string, ids: readonly string[]): Promise<MarksOf> {
  const keys = ids.map((id) => pair(viewer, id));
  const given = await look.getMany(kudos, keys);
  const reposted = await look.getMany(repost, keys);
  return (id) => {
    const at = ids.indexOf(id);
    return { kudos: given[at] !== undefined, reposted: reposted[at] !== undefined };
  };
}
