import { compareLists } from './compare.ts';
import type { Findings } from './findings.ts';
import { inLanes } from './in-lanes.ts';
import type { Reach } from './reach.ts';
import { readPages } from './read-pages.ts';
import type { World } from './world.ts';

/** Every home feed, all pages: own posts and those of whom one follows now, newest first, and nothing else. */
export async function checkFeeds(reach: Reach, world: World, found: Findings): Promise<void> {
  const { facts, topLevel } = world;
  await inLanes(facts.people.keys(), async (viewer) => {
    const heard = new Set([viewer, ...world.followingOf(viewer)]);
    const expected = topLevel
      .filter(({ author }) => heard.has(author) && !facts.mutes.has(`${viewer} ${author}`))
      .filter((post) => world.mayRead(viewer, post))
      .map((post) => world.shown(post, viewer));
    const shown = await readPages(reach, '/v1/feed', viewer, found);
    compareLists(`feed of ${facts.people.get(viewer)?.handle}`, expected, shown, found);
    found.counted('feeds', 1);
    found.counted('posts in feeds', expected.length);
  });
}
