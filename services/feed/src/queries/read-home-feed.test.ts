import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { idSource, type JsonPage, type Look } from '@touchline/kernel';
import { feed } from '../feed.ts';
import { feedWorld } from '../testing/feed-world.ts';
import { readHomeFeed } from './read-home-feed.ts';

let nowMs = Date.parse('2026-05-01T12:00:00.000Z');
const newId = idSource(() => (nowMs += 1));

function stage() {
  const [ann, bo] = [newId(), newId()];
  const world = feedWorld();
  world.log.follow(ann, bo);
  const posts = [newId(), newId(), newId()];
  for (const post of posts) world.log.publish(post, bo);
  world.log.publish(newId(), bo, { replyTo: posts[2]! });
  world.settle();
  const look = { ...world.rows.look, memory: () => world.memory } as unknown as Look;
  const call = { actor: ann, session: null, roles: [], look, nowMs };
  const read = async (query: Record<string, string> = {}): Promise<JsonPage> =>
    (await readHomeFeed.read(readHomeFeed.input.parse(query), call)) as JsonPage;
  return { world, posts, ann, bo, read };
}

describe('read-home-feed', () => {
  test('answers as declared', async () => {
    const { read, posts } = stage();
    const page = await read({ limit: '2' });
    const body = readHomeFeed.answers.parse(JSON.parse(page.text)) as {
      items: { id: string }[];
      next: string;
    };
    assert.deepEqual(
      body.items.map(({ id }) => id),
      [posts[2], posts[1]],
    );
    assert.equal(body.next, posts[1]);
    assert.equal(page.next, posts[1]);
  });

  test('the page after starts below `before`, and the last one has no next', async () => {
    const { read, posts } = stage();
    const page = await read({ before: posts[1]! });
    const body = readHomeFeed.answers.parse(JSON.parse(page.text)) as { items: { id: string }[] };
    assert.deepEqual([body.items.map(({ id }) => id), page.next], [[posts[0]], undefined]);
  });

  test('the tag stays while nothing changes, and changes with a count, a mark, a reply or a new post', async () => {
    const { read, world, posts, ann, bo } = stage();
    const tags = [(await read()).etag];
    assert.equal((await read()).etag, tags[0]);
    const changes = [
      () => world.log.giveKudos(newId(), posts[0]!),
      () => world.log.repost(ann, posts[1]!),
      () => world.log.publish(newId(), ann, { replyTo: posts[0]! }),
      () => world.log.publish(newId(), bo),
    ];
    for (const change of changes) {
      change();
      world.settle();
      tags.push((await read()).etag);
    }
    assert.equal(new Set(tags).size, 5);
    assert.ok(tags.every((tag) => tag !== undefined && tag.length <= 128));
  });

  test('takes 1 to 100 posts and an id to go on from', () => {
    const { input } = readHomeFeed;
    assert.deepEqual(input.parse({}), { limit: 30 });
    for (const wrong of [
      { limit: '0' },
      { limit: '101' },
      { limit: 'all' },
      { before: 'yesterday' },
      { page: '2' },
    ])
      assert.equal(input.safeParse(wrong).success, false, JSON.stringify(wrong));
  });

  test('is for members, and waits for everything it reads', () => {
    assert.equal(readHomeFeed.access, 'member');
    const used = readHomeFeed.uses.map(({ name }) => name).toSorted();
    const all = [...feed.views, ...feed.memoryViews].map(({ name }) => name).toSorted();
    assert.deepEqual(used, all);
  });
});
