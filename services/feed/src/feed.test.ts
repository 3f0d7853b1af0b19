import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Followed, Unfollowed } from '@touchline/graph/published';
import { AccountRegistered } from '@touchline/identity/published';
import { idSource, isRefusal, JsonText, type NewEvent } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { KudosGiven, PostPublished } from '@touchline/posts/published';
import { feed } from './feed.ts';
import { readHomeFeed } from './queries/read-home-feed.ts';
import { elsewhere, tell } from './testing/elsewhere.ts';
import type { FeedAnswer } from './testing/feed-world.ts';

let nowMs = Date.parse('2026-05-01T12:00:00.000Z');
const newId = idSource(() => (nowMs += 1));

const latest = (a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> =>
  new Map(
    [...a, ...b].map(([partition]) => [partition, Math.max(a.get(partition) ?? 0, b.get(partition) ?? 0)]),
  );

/** The service as it runs, with its own cursors, caches and memory. */
async function running(partitions: number) {
  const all = await world([feed, elsewhere], await testEngine({ partitions }));
  const nobody = { actor: null, session: null, roles: [] };
  const happens = async (about: string, event: NewEvent) => {
    const done = await all.host.execute(elsewhere, tell, { about, event }, nobody);
    assert.ok(!isRefusal(done));
    return done.positions;
  };
  return {
    close: () => all.close(),
    drained: () => all.drained(),
    joins: (account: string) =>
      happens(account, AccountRegistered({ account, handle: account.slice(-8), name: 'Kai' })),
    follows: (follower: string, followee: string) =>
      happens(`${follower}.${followee}`, Followed({ follower, followee })),
    unfollows: (follower: string, followee: string) =>
      happens(`${follower}.${followee}`, Unfollowed({ follower, followee })),
    publishes: (author: string, post: string) => happens(post, PostPublished({ post, author, text: 'Hi' })),
    givesKudos: (person: string, post: string) => happens(post, KudosGiven({ person, post })),
    async reads(actor: string, least?: ReadonlyMap<number, number>, limit = 100) {
      const call = { actor, session: null, roles: [], ...(least && { least }) };
      const page = await all.host.query(feed, readHomeFeed, { limit }, call);
      assert.ok(page instanceof JsonText);
      return readHomeFeed.answers.parse(JSON.parse(page.text)) as FeedAnswer;
    },
  };
}

describe('feed, running', () => {
  for (const partitions of [1, 3]) {
    test(`shows who wrote what, and what the viewer did with it, ${partitions} partition(s)`, async () => {
      const service = await running(partitions);
      const [ann, bo, post] = [newId(), newId(), newId()];
      await service.joins(bo);
      await service.follows(ann, bo);
      await service.publishes(bo, post);
      await service.drained();
      const token = await service.givesKudos(ann, post);
      const item = (await service.reads(ann, token)).items[0]!;
      assert.deepEqual(item.author, { id: bo, handle: bo.slice(-8), name: 'Kai' });
      assert.deepEqual([item.counts.kudos, item.viewer.kudos], [1, true]);
      await service.close();
    });

    test(`whoever wrote reads it back, whatever else goes on, ${partitions} partition(s)`, async () => {
      const service = await running(partitions);
      const people = Array.from({ length: 8 }, newId);
      const [star] = people as [string];
      /** What the star has been told is recorded. */
      const known = { posts: [] as string[], places: new Map<number, number>() };
      const fan = async (person: string): Promise<void> => {
        const token = await service.follows(person, star);
        const posts = [...known.posts];
        const seen = await service.reads(person, latest(token, known.places));
        const ids = new Set(seen.items.map(({ id }) => id));
        assert.deepEqual(
          posts.filter((id) => !ids.has(id)),
          [],
          'posts of the one now followed are there',
        );
        const left = await service.reads(person, await service.unfollows(person, star));
        assert.ok(!left.items.some(({ author }) => author.id === star), 'posts of the one left are gone');
      };
      await Promise.all(
        people.map(async (person) => {
          for (let round = 0; round < 25; round++) {
            const post = newId();
            const token = await service.publishes(person, post);
            if (person === star) {
              known.posts.push(post);
              known.places = latest(known.places, token);
            }
            const own = await service.reads(person, token);
            assert.ok(
              own.items.some(({ id }) => id === post),
              'the own post is there',
            );
            if (person !== star) await fan(person);
          }
        }),
      );
      await service.drained();
      for (const person of people) assert.equal((await service.reads(person)).items.length, 25);
      await service.close();
    });
  }
});
