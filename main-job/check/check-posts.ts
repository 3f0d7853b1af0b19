import { compareFields, compareLists } from './compare.ts';
import type { Findings } from './findings.ts';
import { inLanes } from './in-lanes.ts';
import { answered, type Reach } from './reach.ts';
import { readPages } from './read-pages.ts';
import type { World } from './world.ts';

/** Every post with its counts, every thread, the public feed, and what each person shows to two others. */
export async function checkPosts(reach: Reach, world: World, found: Findings): Promise<void> {
  const { posts, deleted, people } = world.facts;
  await inLanes(posts.values(), async (post) => {
    const path = `/v1/posts/${post.id}`;
    const answer = await reach.read(path);
    if (world.mayRead(undefined, post))
      compareFields(`post ${post.id}`, world.shown(post, undefined), answered(answer, path) as object, found);
    else if (answer.status !== 404)
      found.differs(
        `${post.visibility} post ${post.id}: expected 404 for a stranger, found ${answer.status}`,
      );
    found.counted('posts', 1);
  });
  await inLanes(deleted, async (post) => {
    const { status } = await reach.read(`/v1/posts/${post}`);
    if (status !== 404) found.differs(`deleted post ${post}: expected 404, found ${status}`);
    found.counted('deleted posts', 1);
  });
  await checkThreads(reach, world, found);
  const everyone = [...people.keys()];
  await inLanes(everyone, async (author, at) => {
    // The author, and somebody else who may be anything to them.
    for (const viewer of new Set([author, everyone[(at * 7 + 3) % everyone.length] as string]))
      await checkTimeline(reach, world, author, viewer, found);
  });
  const expected = world.topLevel.filter((post) => world.mayRead(undefined, post));
  compareLists(
    'public feed',
    expected.map((post) => world.shown(post, undefined)),
    await readPages(reach, '/v1/feed/public', undefined, found),
    found,
  );
}

async function checkThreads(reach: Reach, world: World, found: Findings): Promise<void> {
  const answeredPosts = [...world.facts.posts.values()].filter(({ id }) => world.repliesTo(id).length > 0);
  await inLanes(answeredPosts, async (post) => {
    const viewer = post.author;
    const replies = world
      .repliesTo(post.id)
      .filter((reply) => world.mayRead(viewer, reply) && !world.facts.mutes.has(`${viewer} ${reply.author}`));
    const expected = replies.map((reply) => world.shown(reply, viewer));
    const shown = await readPages(reach, `/v1/posts/${post.id}/replies`, viewer, found);
    compareLists(`replies to ${post.id}`, expected, shown, found);
    found.counted('threads', 1);
  });
}

async function checkTimeline(
  reach: Reach,
  world: World,
  author: string,
  viewer: string,
  found: Findings,
): Promise<void> {
  const handle = (person: string): string => world.facts.people.get(person)?.handle ?? person;
  const path = `/v1/people/${author}/posts`;
  const where = `posts of ${handle(author)} for ${handle(viewer)}`;
  if (world.areApart(viewer, author)) {
    const { status } = await reach.read(path, viewer);
    if (status !== 404) found.differs(`${where}, with a block between them: expected 404, found ${status}`);
    found.counted('blocks met', 1);
    return;
  }
  const expected = world.postsOf(author).filter((post) => world.mayRead(viewer, post));
  compareLists(
    where,
    expected.map((post) => world.shown(post, viewer)),
    await readPages(reach, path, viewer, found),
    found,
  );
  found.counted('timelines', 1);
}
