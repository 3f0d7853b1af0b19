import type { Look } from '@touchline/kernel';
import { pair, secondOf } from '../pair.ts';
import { following } from '../views/following.ts';
import { hidden } from '../views/hidden.ts';
import { hiddenCount } from '../views/hidden-count.ts';

type Rows = Pick<Look, 'get' | 'getMany' | 'range'>;

const pageMax = 1_000;

/** Whose posts stand in a person's feed: their own, and those of whom they follow, without the hidden ones. */
export async function heardAuthors(look: Rows, viewer: string, max: number): Promise<string[]> {
  const followed = await followedBy(look, viewer, max);
  if ((await look.get(hiddenCount, viewer)) === undefined) return [viewer, ...followed];
  const heard = [viewer];
  for (let from = 0; from < followed.length; from += pageMax) {
    const some = followed.slice(from, from + pageMax);
    const reasons = await look.getMany(
      hidden,
      some.map((author) => pair(viewer, author)),
    );
    for (const [i, author] of some.entries()) if (reasons[i] === undefined) heard.push(author);
  }
  return heard;
}

async function followedBy(look: Rows, viewer: string, max: number): Promise<string[]> {
  const followed: string[] = [];
  let after: string | undefined;
  do {
    const limit = Math.min(pageMax, max - followed.length);
    const page = await look.range(following, 'byFollower', { group: viewer, after, limit, keysOnly: true });
    followed.push(...page.keys.map(secondOf));
    after = page.next;
  } while (after !== undefined && followed.length < max);
  return followed;
}
