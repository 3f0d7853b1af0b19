import assert from 'node:assert/strict';
import { Fault } from '@touchline/kernel';
import { eventsBetween, feedModel } from './feed-model.ts';
import type { FeedAnswer, FeedWorld } from './feed-world.ts';

/**
 * Reads, and compares with the log. While the parts stand at different places an answer lies between what all of
 * them knew when it was asked and what any of them knew when it came. Where nothing that matters for a post
 * happened in between, it must be exactly right.
 */
export async function checkedRead(
  world: FeedWorld,
  viewer: string,
  before: string | undefined,
  limit: number,
): Promise<void> {
  const least = places(world, Math.min);
  const answer = await world.read(viewer, before, limit).catch(turnedAway);
  if (!answer) return;
  const most = places(world, Math.max);
  checkOrder(answer, before, limit);
  const model = feedModel(world.log, most);
  const between = eventsBetween(world.log, least, most);
  for (const { type, data } of world.log.partitions.flat()) {
    if (type !== 'PostPublished') continue;
    const { post, author } = data as unknown as { post: string; author: string };
    const isBeyond =
      (before !== undefined && post >= before) || (answer.next !== undefined && post < answer.next);
    if (isBeyond || between.some((event) => concerns(event.data, viewer, author, post))) continue;
    const shown: FeedAnswer['items'][number] | undefined = answer.items.find(({ id }) => id === post);
    assert.equal(shown !== undefined, model.shows(viewer, post), `${post} in the feed of ${viewer}`);
    if (!shown) continue;
    const marks = {
      kudos: model.has(`kudos ${viewer} ${post}`),
      reposted: model.has(`reposted ${viewer} ${post}`),
    };
    assert.deepEqual(shown.viewer, marks, `what ${viewer} did with ${post}`);
  }
}

/** More may be published during a load than is remembered: that is said, never papered over. */
function turnedAway(error: unknown): undefined {
  assert.ok(error instanceof Fault && error.code === 'overloaded', String(error));
}

function checkOrder({ items, next }: FeedAnswer, before: string | undefined, limit: number): void {
  const ids = items.map(({ id }) => id);
  assert.ok(ids.length <= limit);
  assert.deepEqual(ids, [...new Set(ids)].toSorted().toReversed(), 'newest first, each once');
  const isOlder = (id: string): boolean => before === undefined || id < before;
  assert.ok(ids.every(isOlder), 'only what is older');
  assert.ok(next === undefined || isOlder(next), 'pages go on');
}

/** Whether an event may change that a post is in the viewer's feed, or what the viewer did with it. */
function concerns(data: object, viewer: string, author: string, post: string): boolean {
  if ('post' in data) return data.post === post && (!('person' in data) || data.person === viewer);
  const named = Object.values(data) as unknown[];
  return viewer !== author && named.includes(viewer) && named.includes(author);
}

const places = (world: FeedWorld, pick: (...numbers: number[]) => number): number[] =>
  world.applied.map((position, partition) =>
    pick(position, ...world.rows.views.map((view) => world.rows.cursors(view)[partition]!)),
  );
