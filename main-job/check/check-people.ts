import { compareFields } from './compare.ts';
import type { Findings } from './findings.ts';
import { inLanes } from './in-lanes.ts';
import { answered, type Reach } from './reach.ts';
import { readPages } from './read-pages.ts';
import type { World } from './world.ts';

interface Counts {
  readonly followers: number;
  readonly following: number;
}

interface Page extends Counts {
  readonly id: string;
  readonly name: string;
}

interface Listed {
  readonly id: string;
  readonly since: string;
}

/** Everyone's followers and following: their numbers, as two services count them, and the lists. */
export async function checkPeople(reach: Reach, world: World, found: Findings): Promise<void> {
  const { people, follows } = world.facts;
  await inLanes(people.values(), async ({ id, handle, name }) => {
    const followers = world.followersOf(id).map((one) => [one, follows.get(`${one} ${id}`)] as const);
    const following = world.followingOf(id).map((one) => [one, follows.get(`${id} ${one}`)] as const);
    const counts = { followers: followers.length, following: following.length };
    const counted = answered(await reach.read(`/v1/people/${id}/counts`), `counts of ${handle}`) as Counts;
    compareFields(`counts of ${handle}`, counts, counted, found);
    const page = answered(await reach.read(`/v1/people/${handle}`), `page of ${handle}`) as Page;
    const shown = { id: page.id, name: page.name, followers: page.followers, following: page.following };
    compareFields(`page of ${handle}`, { id, name, ...counts }, shown, found);
    for (const [list, expected] of Object.entries({ followers, following })) {
      const listed = await readPages(reach, `/v1/people/${id}/${list}`, undefined, found);
      compareTies(`${list} of ${handle}`, new Map(expected), listed as Listed[], found);
      found.counted('people in lists', expected.length);
    }
    found.counted('people', 1);
  });
}

/** The same people since the same time, each once, newest first; of those of one moment in any order. */
function compareTies(
  where: string,
  expected: ReadonlyMap<string, string | undefined>,
  listed: readonly Listed[],
  found: Findings,
): void {
  for (const [i, { id, since }] of listed.entries()) {
    if (expected.get(id) !== since)
      found.differs(`${where}: expected ${id} since ${expected.get(id) ?? 'never'}, found since ${since}`);
    if (i > 0 && (listed[i - 1] as Listed).since < since)
      found.differs(`${where}, place ${i + 1}: expected the newest first, found ${id} too late`);
  }
  const ids = new Set(listed.map(({ id }) => id));
  for (const id of expected.keys())
    if (!ids.has(id)) found.differs(`${where}: expected ${id}, found it missing`);
  if (ids.size !== listed.length)
    found.differs(`${where}: expected each once, found ${listed.length - ids.size} twice`);
}
