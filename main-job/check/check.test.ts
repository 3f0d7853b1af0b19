import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check } from './check.ts';
import type { Claim } from './claims.ts';
import type { Reach, Reply } from './reach.ts';
import { livelyWorld, type LivelyWorld } from './testing/lively-world.ts';

interface Item {
  readonly id: string;
  counts: { kudos: number; replies: number };
  viewer: { kudos: boolean };
  since: string;
}

/** Answers as the server does, but for the first one to this path, which is changed. */
function lying(reach: Reach, where: RegExp, change: (body: never) => unknown): Reach {
  let lied = false;
  const altered = (path: string, { status, text }: Reply): Reply => {
    if (lied || !where.test(path) || status !== 200) return { status, text };
    const lines = text.trim().split('\n');
    const body = JSON.parse(lines.at(-1) ?? '') as never;
    const said = JSON.stringify(change(body) ?? body);
    lied = said !== lines.at(-1);
    return { status, text: said };
  };
  return {
    read: async (path, person) => altered(path, await reach.read(path, person)),
    operate: async (path, method) => altered(path, await reach.operate(path, method)),
  };
}

const dropped = (body: { items: Item[] }): void => void body.items.splice(4, 1);
const first = (change: (item: Item) => void) => (body: { items: Item[] }) =>
  body.items.slice(0, 1).forEach(change);

const lies: Readonly<
  Record<string, readonly [where: RegExp, change: (body: never) => unknown, named: RegExp]>
> = {
  'a post missing in a feed': [/^.v1.feed\?/, dropped, /feed of u_\d+, place 5 of \d+: expected/],
  'a post too many in a feed': [
    /^.v1.feed\?/,
    ({ items }: { items: Item[] }) => void items.unshift({ ...items[0]!, id: 'of-a-stranger' }),
    /feed of u_\d+, place 1 of \d+: expected \w+, found of-a-stranger/,
  ],
  'a feed that is too long': [
    /^.v1.feed\?.*before/,
    ({ items }: { items: Item[] }) => void items.push({ ...items[0]!, id: 'older' }),
    /feed of u_\d+: expected \d+ items, found \d+; the first more is older/,
  ],
  'two posts of a feed in the wrong order': [
    /^.v1.feed\?/,
    ({ items }: { items: Item[] }) => void items.splice(0, 2, items[1]!, items[0]!),
    /feed of u_\d+, place 1 of/,
  ],
  'kudos not counted in a feed': [
    /^.v1.feed\?/,
    first((item) => item.counts.kudos++),
    /feed of u_\d+, \w+: expected counts/,
  ],
  'own kudos not shown': [
    /^.v1.feed\?/,
    first((item) => (item.viewer.kudos = !item.viewer.kudos)),
    /expected viewer/,
  ],
  'a reply not counted': [
    /^.v1.posts.\w+$/,
    ({ counts }: Item) => void counts.replies++,
    /post \w+: expected counts/,
  ],
  'a post missing in a timeline': [/people.\w+.posts/, dropped, /posts of u_\d+ for u_\d+, place 5/],
  'a reply missing in a thread': [
    /replies\?/,
    ({ items }: { items: Item[] }) => void items.pop(),
    /replies to \w+, place 1 of 1: expected \w+, found the end/,
  ],
  'a post missing in the public feed': [/feed.public/, dropped, /public feed, place 5/],
  'a follower too many, as the graph counts': [
    /counts$/,
    (body: { followers: number }) => void body.followers++,
    /counts of u_\d+: expected followers \d+, found \d+/,
  ],
  'a follow not counted on a page': [
    /people.u_/,
    (body: { following: number }) => void body.following--,
    /page of u_\d+: expected following/,
  ],
  'a follower missing in the list': [
    /followers\?/,
    dropped,
    /followers of u_\d+: expected \w+, found it missing/,
  ],
  'following out of order': [
    /following\?/,
    ({ items }: { items: Item[] }) => void (items[0]!.since = '2020-01-01T00:00:00.000Z'),
    /following of u_\d+, place 2: expected the newest first/,
  ],
  'an event missing in the log': [
    /operator.events/,
    ({ events }: { events: object[] }) => void events.splice(30, 1),
    /partition 0: expected position 31, found 32/,
  ],
  'a chain that is not whole': [
    /verify/,
    (body: { damage: object[] }) => void body.damage.push({ partition: 0, position: 7, what: 'changed' }),
    /verify, event 0.7: changed/,
  ],
  'an event set aside': [
    /dead-letters/,
    (body: { events: object[] }) => void body.events.push({ id: 'feed/card@1.1:0.9' }),
    /events set aside: expected none, found feed.card@1.1:0.9/,
  ],
};

for (const partitions of [1, 8])
  describe(`the check, ${partitions} partition(s)`, () => {
    let world: LivelyWorld;
    before(async () => {
      world = await livelyWorld(partitions);
    });
    after(() => world.close());

    test('finds no difference in what an honest server answers, and looked at all of it', async () => {
      const found = await check(world.reach, world);
      assert.deepEqual(found.told(), []);
      const counts = Object.fromEntries(found.counts());
      for (const what of ['streams', 'verified events', 'people in lists', 'threads', 'timelines'])
        assert.ok((counts[what] ?? 0) > 10, `${what}: ${counts[what]}`);
      const { feeds, posts, people, kudos, follows } = counts;
      assert.deepEqual(
        { feeds, posts, people, kudos, follows },
        { feeds: 12, posts: 273, people: 12, kudos: 27, follows: 69 },
      );
      assert.ok((counts['posts in feeds'] ?? 0) > 1500);
      assert.deepEqual([counts['deleted posts'], counts['answered posts']], [1, 274]);
    });

    for (const [lie, [where, change, named]] of partitions === 1 ? [] : Object.entries(lies))
      test(`names ${lie}`, async () => {
        const found = await check(lying(world.reach, where, change), world);
        assert.ok(found.differences() > 0, 'nobody noticed');
        assert.match(found.told().join('\n'), named);
      });

    test('names what was answered and is not there, and what nobody asked for', async () => {
      const claims = new Map<string, Claim>(world.claims.claims);
      const [kudos, other] = [...claims.keys()].filter((key) => key.startsWith('kudos ')) as [string, string];
      const post = [...claims.keys()].find((key) => key.startsWith('post '));
      claims.set('post of-long-ago', { author: 'a', text: 'b' });
      claims.set(kudos, false);
      claims.delete(other);
      claims.delete(post!);
      const found = await check(world.reach, {
        graph: [...world.graph, ['0', 'nobody']],
        claims: { claims: [...claims], postsUnderWay: 0 },
      });
      const told = found.told().join('\n');
      assert.match(told, /answered: post of-long-ago: expected \{.*\}, found nothing/);
      assert.ok(told.includes(`answered: ${kudos}: expected false, found true`));
      assert.ok(told.includes(`${other} is in the log and nobody asked for it`));
      assert.match(told, /expected at most 0 posts that nobody was told of, found 1/);
      assert.match(told, /follow \(nobody called u_nobody\) \w+ was imported and is not in the log/);
    });
  });
