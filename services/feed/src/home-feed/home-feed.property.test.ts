import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Fault } from '@touchline/kernel';
import { homeFeedLimits } from './limits.ts';
import { eventsBetween, feedModel } from '../testing/feed-model.ts';
import { feedWorld, type FeedAnswer, type FeedWorld } from '../testing/feed-world.ts';

const people = ['ann', 'bo', 'cy', 'di', 'ed'];
const visibilities = ['public', 'public', 'followers', 'only-me'] as const;

/** What may happen next, and how often: an event, progress of one part, or a read. */
const weights = {
  ...{ publish: 4, remove: 1, kudos: 3, repost: 1 },
  ...{ follow: 1, unfollow: 1, block: 1, unblock: 1, mute: 1, unmute: 1 },
  ...{ rows: 2, reach: 2, memory: 4, slice: 1, settle: 1, skip: 1 },
  ...{ read: 4, older: 1, go: 3, hold: 2, release: 1 },
};
type Kind = keyof typeof weights;

/** The numbers choose among what there is. */
const step = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind as Kind) })),
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
  c: fc.nat(1000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Post {
  readonly id: string;
  readonly author: string;
}

async function runs(world: FeedWorld, before: number, steps: readonly Step[]): Promise<void> {
  const posts: Post[] = [];
  const reads: Promise<unknown>[] = [];
  const ties = new Set<string>();
  // Everybody follows somebody from the start and has something to say, or most reads would show nothing.
  for (const [i, person] of people.entries())
    for (const j of [1, 2]) tie('follow', person, of(people, i + j));
  for (let i = 0; i < before; i++) publish(i * 7, i * 3, i);
  for (let i = 0; i < before; i += 2) mark('kudos', of(people, i * 3), of(posts, i).id);

  function tie(what: 'follow' | 'block' | 'mute', from: string, to: string, on = true): void {
    const name = `${what} ${from} ${to}`;
    if (from === to || ties.has(name) === on) return;
    if (on) ties.add(name);
    else ties.delete(name);
    const undo = { follow: 'unfollow', block: 'unblock', mute: 'unmute' } as const;
    world.log[on ? what : undo[what]](from, to);
  }

  function publish(a: number, b: number, c: number): void {
    // Ids are made before the event is recorded: some are older than those that came before, a few by far.
    const late = b % 7 === 0 ? b * 3 : b % 45;
    const id = `p${String(5000 + 10 * posts.length - late).padStart(6, '0')}${posts.length}`;
    const replyTo = c % 9 === 8 && posts.length > 0 ? of(posts, b).id : null;
    const author = of(people, a);
    world.log.publish(id, author, { visibility: of(visibilities, c), ...(replyTo && { replyTo }) });
    posts.push({ id, author });
  }

  function mark(what: 'kudos' | 'repost', person: string, post: string): void {
    const name = `${what} ${person} ${post}`;
    const on = !ties.has(name);
    if (on) ties.add(name);
    else ties.delete(name);
    if (what === 'kudos') world.log[on ? 'giveKudos' : 'withdrawKudos'](person, post);
    else world.log[on ? 'repost' : 'withdrawRepost'](person, post);
  }

  async function act({ kind, a, b, c }: Step): Promise<void> {
    const [one, other] = [of(people, a), of(people, b)];
    const post = posts.length > 0 ? of(posts, b) : undefined;
    const partition = a % world.log.partitions.length;
    switch (kind) {
      case 'publish':
        for (let i = 0; i <= c % 3; i++) publish(a + i * b, b + i, c + i);
        break;
      case 'remove':
        if (post && !ties.has(`removed ${post.id}`)) world.log.remove(post.id, post.author);
        if (post) ties.add(`removed ${post.id}`);
        break;
      case 'kudos':
      case 'repost':
        if (post) mark(kind, one, post.id);
        break;
      case 'follow':
      case 'block':
      case 'mute':
        tie(kind, one, other);
        break;
      case 'unfollow':
      case 'unblock':
      case 'unmute':
        tie(({ unfollow: 'follow', unblock: 'block', unmute: 'mute' } as const)[kind], one, other, false);
        break;
      case 'rows':
        world.advanceRows(of(world.rows.views, b), partition, 1 + (c % 4));
        break;
      case 'reach':
        world.rowsReachMemory();
        break;
      case 'memory':
        world.advanceMemory(partition, 1 + (c % 4));
        break;
      case 'slice':
        world.memory.slice?.();
        break;
      case 'settle':
        world.settle();
        break;
      case 'skip':
        if (c % 5 === 0) world.skipMemory(partition, b % 4);
        break;
      case 'read':
        reads.push(fault(checkedRead(world, one, undefined, 1 + (c % 5))));
        break;
      case 'older':
        reads.push(fault(checkedRead(world, one, post?.id, 1 + (c % 5))));
        break;
      case 'go':
        for (let i = 0; i <= c % 12; i++) world.letGo(b);
        break;
      case 'hold':
        world.hold();
        break;
      case 'release':
        world.release();
        break;
    }
    await turn();
  }

  for (const one of steps) await act(one);
  world.release();
  world.settle();
  for (const wrong of await Promise.all(reads)) if (wrong) throw wrong as Error;
  const model = feedModel(world.log, world.log.heads());
  for (const viewer of people) {
    assert.deepEqual(
      await world.pages(viewer, 2),
      model.feed(viewer),
      `pages of ${viewer} when all is settled`,
    );
    await checkedRead(world, viewer, undefined, 100);
  }
}

/**
 * Reads, and compares with the log. While the parts stand at different places an answer lies between what all of
 * them knew when it was asked and what any of them knew when it came. Where nothing that matters for a post
 * happened in between, it must be exactly right.
 */
async function checkedRead(
  world: FeedWorld,
  viewer: string,
  before: string | undefined,
  limit: number,
): Promise<void> {
  const least = places(world, Math.min);
  const answer = await world.read(viewer, before, limit).catch(refused);
  if (!answer) return;
  const most = places(world, Math.max);
  const [then, now] = [feedModel(world.log, least), feedModel(world.log, most)];
  const between = eventsBetween(world.log, least, most);
  const ids = answer.items.map(({ id }) => id);
  assert.ok(ids.length <= limit);
  assert.deepEqual(ids, [...new Set(ids)].toSorted().toReversed(), 'newest first, each once');
  assert.ok(
    ids.every((id) => before === undefined || id < before),
    'only what is older',
  );
  if (answer.next !== undefined) assert.ok(before === undefined || answer.next < before, 'pages go on');
  const every = world.log.partitions.flat().filter(({ type }) => type === 'PostPublished');
  for (const { data } of every) {
    const { post, author } = data as unknown as { post: string; author: string };
    if ((before !== undefined && post >= before) || (answer.next !== undefined && post < answer.next))
      continue;
    const isSettled = !between.some((event) => concerns(event.data, viewer, author, post));
    if (isSettled)
      assert.equal(ids.includes(post), now.shows(viewer, post), `${post} in the feed of ${viewer}`);
    if (isSettled) checkMarks(answer, post, then, viewer);
  }
}

/** More may be published during a load than is remembered: that is said, never papered over. */
function refused(error: unknown): undefined {
  assert.ok(error instanceof Fault && error.code === 'overloaded', String(error));
}

function checkMarks(
  answer: FeedAnswer,
  post: string,
  model: ReturnType<typeof feedModel>,
  viewer: string,
): void {
  const shown = answer.items.find(({ id }) => id === post);
  if (!shown) return;
  const { kudos, reposted } = shown.viewer;
  assert.equal(kudos, model.has(`kudos ${viewer} ${post}`), `kudos of ${viewer} for ${post}`);
  assert.equal(reposted, model.has(`reposted ${viewer} ${post}`), `repost of ${viewer} of ${post}`);
}

function concerns(data: object, viewer: string, author: string, post: string): boolean {
  const named = new Set<unknown>(Object.values(data));
  if ('post' in data) return data.post === post && (!('person' in data) || data.person === viewer);
  if (viewer === author) return false;
  return named.has(viewer) && named.has(author);
}

const places = (world: FeedWorld, pick: (...numbers: number[]) => number): number[] =>
  world.applied.map((position, partition) =>
    pick(position, ...world.rows.views.map((view) => world.rows.cursors(view)[partition]!)),
  );

const of = <T>(all: readonly T[], n: number): T => all[n % all.length]!;
/** What is wrong is said when all have ended: reads go on while others begin. */
const fault = (read: Promise<void>): Promise<unknown> =>
  read.then(
    () => undefined,
    (error: unknown) => error,
  );
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const numRuns = 120;
/** How many posts there were before. */
const past = fc.integer({ min: 0, max: 40 });
const schedules = fc.array(step, { minLength: 30, maxLength: 160 });

/** Queues and windows from tiny to never full. */
const limits = fc.record({
  windowsMax: fc.constantFrom(2, 10),
  idsMax: fc.constantFrom(2, 4, 16),
  pullAbove: fc.constantFrom(0, 1, 100),
  sliceMax: fc.constantFrom(1, 3),
  recentMax: fc.constantFrom(2, 8, 64),
  pulledMax: fc.constantFrom(1, 2, 64),
  loadsMax: fc.constantFrom(1, 4),
  changesMax: fc.constantFrom(1, 64),
  sharedIdsMax: fc.constantFrom(4, 64),
});

describe('home feed under any schedule', () => {
  for (const partitions of [1, 3])
    test(`reads agree with the log, ${partitions} partition(s), parts moving on their own`, async () => {
      const property = fc.asyncProperty(limits, past, schedules, (some, before, steps) =>
        runs(feedWorld({ partitions, limits: { ...homeFeedLimits, ...some } }), before, steps),
      );
      await fc.assert(property, { numRuns });
    });

  test('control: a load that does not wait for its rows is found out', async () => {
    const property = fc.asyncProperty(past, schedules, (before, steps) =>
      runs(feedWorld({ partitions: 2, impatient: true }), before, steps),
    );
    const { failed } = await fc.check(property, { numRuns, endOnFailure: true });
    assert.ok(failed);
  });
});
