import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { openCommunity, type Community } from './testing/community.ts';
import { mulberry32, syntheticGraph, type GraphShape } from './testing/synthetic-graph.ts';

interface Post {
  readonly id: string;
  readonly author: { readonly id: string };
  readonly counts: { readonly kudos: number };
}
interface Page {
  readonly items: readonly Post[];
  readonly next?: string;
}

/** A real campus network's curve of degrees, scaled down; every number comes from the seeds. */
const shape: GraphShape = {
  people: 120,
  edges: 900,
  degreesAt: [
    [0, 1],
    [0.5, 11],
    [0.9, 33],
    [0.99, 60],
    [1, 80],
  ],
};
const { people } = shape;

for (const partitions of [1, 8])
  test(`the main job, ${partitions} partition(s): a graph, a mix of feeds, posts and kudos; every feed is exactly what its follows say`, async () => {
    const community = await openCommunity(partitions);
    try {
      await mainJob(community);
    } finally {
      await community.close();
    }
  });

async function mainJob(community: Community): Promise<void> {
  const graph = syntheticGraph(shape, 7);
  const ids: string[] = [];
  for (let i = 0; i < people; i++) ids.push(await community.person(`person_${i}`));
  const as = (i: number): string => community.tokenOf(ids[i] as string);
  const follow = async (u: number, v: number): Promise<void> => {
    const { status } = await community.ask('PUT', `/v1/people/${ids[v]}/follow`, { as: as(u) });
    equal(status, 200);
  };
  for (let at = 0; at < graph.length; at += 32)
    await Promise.all(graph.slice(at, at + 32).flatMap(([u, v]) => [follow(u, v), follow(v, u)]));

  const posts: Post[] = [];
  const random = mulberry32(11);
  const kudos = new Set<string>();
  for (let round = 0; round < 60; round++) {
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        const who = Math.floor(random() * people);
        const dice = random();
        if (dice < 0.6) equal((await community.ask('GET', '/v1/feed', { as: as(who) })).status, 200);
        else if (dice < 0.8)
          equal((await community.ask('GET', `/v1/people/${ids[who]}/posts`, { as: as(who) })).status, 200);
        else if (dice < 0.9 && posts.length > 0) {
          const post = posts[Math.floor(random() * posts.length)] as Post;
          const { status } = await community.ask('PUT', `/v1/posts/${post.id}/kudos`, { as: as(who) });
          if (status === 204) kudos.add(`${post.id} ${ids[who]}`);
          else equal(post.author.id, ids[who]);
        } else {
          const body = { text: `Round ${round} of ${who} #run${who % 5}` };
          const answer = await community.ask<Post>('POST', '/v1/posts', { as: as(who), body });
          equal(answer.status, 201);
          posts.push(answer.body);
        }
      }),
    );
  }
  ok(posts.length > 50 && kudos.size > 30);
  await checkFeeds(community, ids, graph, posts);
  await checkAgainstTheLog(community, graph.length * 2, posts, kudos.size);
  const verified = await community.composed.host.engine.events.verify();
  deepStrictEqual(verified.damage, []);
}

/** Only what HTTP answers, against sets made from the graph. */
async function checkFeeds(
  community: Community,
  ids: readonly string[],
  graph: readonly (readonly [number, number])[],
  posts: readonly Post[],
): Promise<void> {
  const heard = ids.map((id) => new Set([id]));
  for (const [u, v] of graph) {
    heard[u]?.add(ids[v] as string);
    heard[v]?.add(ids[u] as string);
  }
  for (const [i, id] of ids.entries()) {
    const shown: string[] = [];
    for (let before = ''; ;) {
      const path = `/v1/feed?limit=17${before && `&before=${before}`}`;
      const { body } = await community.ask<Page>('GET', path, { as: community.tokenOf(id) });
      shown.push(...body.items.map((post) => post.id));
      if (!body.next) break;
      before = body.next;
    }
    const expected = posts.filter(({ author }) => heard[i]?.has(author.id)).map((post) => post.id);
    deepStrictEqual(shown, expected.toSorted().toReversed());
  }
}

/** Counts that people see equal the events that were written. */
async function checkAgainstTheLog(
  community: Community,
  follows: number,
  posts: readonly Post[],
  kudos: number,
): Promise<void> {
  const { events } = community.composed.host.engine;
  const counted = new Map<string, number>();
  const kudosOf = new Map<string, number>();
  for (let partition = 0; partition < events.partitions; partition++) {
    for (let after = 0; ;) {
      const slice = await events.readPartition(partition, after, 1000);
      for (const { type, data } of slice.events) {
        counted.set(type, (counted.get(type) ?? 0) + 1);
        const post = (JSON.parse(data) as { post?: string }).post ?? '';
        if (type === 'KudosGiven') kudosOf.set(post, (kudosOf.get(post) ?? 0) + 1);
      }
      if (slice.position === after) break;
      after = slice.position;
    }
  }
  deepStrictEqual(
    ['Followed', 'PostPublished', 'KudosGiven'].map((type) => counted.get(type)),
    [follows, posts.length, kudos],
  );
  for (const { id } of posts) {
    const { body } = await community.ask<Post>('GET', `/v1/posts/${id}`);
    equal(body.counts.kudos, kudosOf.get(id) ?? 0);
  }
}
