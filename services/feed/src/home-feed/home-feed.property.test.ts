import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkedRead } from '../testing/checked-read.ts';
import { feedModel } from '../testing/feed-model.ts';
import { feedWorld, type FeedWorld } from '../testing/feed-world.ts';
import { happenings, oneOf, people } from '../testing/happenings.ts';
import { pasts, schedules, someLimits, type Step } from '../testing/schedules.ts';
import { homeFeedLimits } from './limits.ts';

const numRuns = 120;

describe('home feed under any schedule', () => {
  for (const partitions of [1, 3])
    test(`reads agree with the log, ${partitions} partition(s), parts moving on their own`, async () => {
      const property = fc.asyncProperty(someLimits, pasts, schedules, (some, posts, steps) =>
        run(feedWorld({ partitions, limits: { ...homeFeedLimits, ...some } }), posts, steps),
      );
      await fc.assert(property, { numRuns });
    });

  test('control: a load that does not wait for its rows is found out', async () => {
    const property = fc.asyncProperty(pasts, schedules, (posts, steps) =>
      run(feedWorld({ partitions: 2, impatient: true }), posts, steps),
    );
    const { failed } = await fc.check(property, { numRuns, endOnFailure: true });
    assert.ok(failed);
  });
});

/** Plays a schedule while reads go on, then lets everything come to rest and compares whole feeds. */
async function run(world: FeedWorld, posts: number, steps: readonly Step[]): Promise<void> {
  const writer = happenings(world.log);
  const reads: Promise<unknown>[] = [];
  const read = (viewer: string, before: string | undefined, limit: number): void => {
    // What is wrong is said when all have ended: reads go on while others begin.
    reads.push(checkedRead(world, viewer, before, limit).catch((error: unknown) => error));
  };
  writer.begin(posts);
  for (const step of steps) {
    play(step, world, writer, read);
    await new Promise((resolve) => setImmediate(resolve));
  }
  world.release();
  world.settle();
  for (const wrong of await Promise.all(reads)) if (wrong) throw wrong as Error;
  const model = feedModel(world.log, world.log.heads());
  for (const viewer of people) {
    assert.deepEqual(await world.pages(viewer, 2), model.feed(viewer), `${viewer}, when all is settled`);
    await checkedRead(world, viewer, undefined, 100);
  }
}

function play(
  { kind, a, b, c }: Step,
  world: FeedWorld,
  writer: ReturnType<typeof happenings>,
  read: (viewer: string, before: string | undefined, limit: number) => void,
): void {
  const [one, other] = [oneOf(people, a), oneOf(people, b)];
  const post = writer.posts.length > 0 ? oneOf(writer.posts, b) : undefined;
  const partition = a % world.log.partitions.length;
  const some = 1 + (c % 4);
  const acts: Record<Step['kind'], () => void> = {
    publish: () => [0, 1, 2].slice(0, some).forEach((i) => writer.publish(a + i * b, b + i, c + i)),
    remove: () => post && writer.remove(post),
    kudos: () => post && writer.react('kudos', one, post),
    repost: () => post && writer.react('repost', one, post),
    follow: () => writer.tie('follow', one, other),
    unfollow: () => writer.tie('follow', one, other, false),
    block: () => writer.tie('block', one, other),
    unblock: () => writer.tie('block', one, other, false),
    mute: () => writer.tie('mute', one, other),
    unmute: () => writer.tie('mute', one, other, false),
    rows: () => world.advanceRows(oneOf(world.rows.views, b), partition, some),
    reach: () => world.rowsReachMemory(),
    memory: () => world.advanceMemory(partition, some),
    slice: () => world.memory.slice?.(),
    settle: () => world.settle(),
    skip: () => c % 5 === 0 && world.skipMemory(partition, b % 4),
    read: () => read(one, undefined, some),
    older: () => read(one, post?.id, some),
    letGo: () => [...Array(3 * some).keys()].forEach(() => world.letGo(b)),
    hold: () => world.hold(),
    release: () => world.release(),
  };
  acts[kind]();
}
