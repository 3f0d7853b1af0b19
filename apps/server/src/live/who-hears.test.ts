import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { positionsFrom } from '@touchline/kernel/runtime';
import { openCommunity, type Community } from '../testing/community.ts';
import { liveReader, type LiveReader } from '../testing/live-reader.ts';

interface Viewer {
  readonly name: string;
  readonly as?: string;
}

const visibilities = ['public', 'followers', 'only-me'] as const;

for (const partitions of [1, 4])
  describe(`who hears what, of everything that happens to posts of every visibility (${partitions} partitions)`, () => {
    let community: Community;
    let author: string;
    const viewers: Viewer[] = [];
    const ids = new Map<string, string>();

    before(async () => {
      community = await openCommunity(partitions);
      for (const name of ['author', 'fan', 'unrelated', 'follower', 'former', 'blocked', 'blocker', 'muter'])
        ids.set(name, await community.person(name));
      author = ids.get('author') ?? '';
      for (const name of ['author', 'unrelated', 'follower', 'former', 'blocked', 'blocker', 'muter'])
        viewers.push({ name, as: community.tokenOf(ids.get(name) ?? '') });
      viewers.push({ name: 'stranger' });
      const does = async (name: string, method: string, what: string, whom = 'author'): Promise<void> => {
        const as = community.tokenOf(ids.get(name) ?? '');
        const done = await community.ask(method, `/v1/people/${ids.get(whom)}/${what}`, { as });
        ok(done.status < 300, `${name} ${what}: ${done.status}`);
      };
      for (const name of ['fan', 'follower', 'former', 'blocked', 'blocker', 'muter'])
        await does(name, 'PUT', 'follow');
      await does('former', 'DELETE', 'follow');
      await does('author', 'PUT', 'block', 'blocked');
      await does('blocker', 'PUT', 'block');
      await does('muter', 'PUT', 'mute');
    });
    after(() => community.close());

    async function listen({ as }: Viewer, topics: readonly string[]): Promise<LiveReader> {
      const query = topics.map((topic) => `topic=${topic}`).join('&');
      const answer = await community.composed.app.request(`/v1/live?${query}`, {
        ...(as && { headers: { authorization: `Bearer ${as}` } }),
      });
      equal(answer.status, 200);
      const live = liveReader(answer);
      await live.next('hello');
      return live;
    }

    /** Resolves when all that was written has been told. */
    async function told(): Promise<void> {
      const { host } = community.composed;
      const heads = await host.engine.events.heads();
      const isTold = (): boolean => {
        const at = positionsFrom(host.live.position());
        return heads.every((head, partition) => (at?.get(partition) ?? 0) >= head);
      };
      while (!isTold()) await new Promise<void>((resolve) => void setImmediate(resolve));
    }

    test(
      'nobody is told of what they could not read, and everybody of what stands in their feed',
      { timeout: 60_000 },
      async () => {
        const own = community.tokenOf(author);
        const fan = community.tokenOf(ids.get('fan') ?? '');
        const general = new Map<Viewer, LiveReader>();
        for (const viewer of viewers)
          general.set(viewer, await listen(viewer, viewer.as ? ['feed', 'me', 'public'] : ['public']));
        const posts = new Map<string, string>();
        for (const visibility of visibilities) {
          const body = { text: `For ${visibility}`, visibility };
          posts.set(
            visibility,
            (await community.ask<{ id: string }>('POST', '/v1/posts', { as: own, body })).body.id,
          );
        }
        const topics = [...posts.values()].map((id) => `post:${id}`);
        const specific = new Map<Viewer, LiveReader>();
        for (const viewer of viewers) specific.set(viewer, await listen(viewer, topics));

        const readable = new Map<Viewer, Set<string>>();
        const inFeed = new Map<Viewer, Set<string>>();
        for (const viewer of viewers) {
          const asked = viewer.as ? { as: viewer.as } : {};
          const seen = new Set<string>();
          for (const id of posts.values())
            if ((await community.ask('GET', `/v1/posts/${id}`, asked)).status === 200) seen.add(id);
          readable.set(viewer, seen);
          if (!viewer.as) continue;
          const page = await community.ask<{ items: { id: string }[] }>('GET', '/v1/feed', asked);
          inFeed.set(viewer, new Set(page.body.items.map(({ id }) => id)));
        }

        for (const id of posts.values()) {
          await community.ask('PUT', `/v1/posts/${id}`, { as: own, body: { text: 'Changed' } });
          await community.ask('PUT', `/v1/posts/${id}/kudos`, { as: fan });
          await community.ask('PUT', `/v1/posts/${id}/repost`, { as: fan });
          await told(); // What is deleted at once has no counts to tell.
          const body = { text: 'A reply', replyTo: id };
          const reply = await community.ask<{ id: string }>('POST', '/v1/posts', { as: own, body });
          await community.ask('DELETE', `/v1/posts/${reply.body.id}`, { as: own });
          await community.ask('DELETE', `/v1/posts/${id}`, { as: own });
        }
        const last = await community.ask<{ id: string }>('POST', '/v1/posts', {
          as: own,
          body: { text: 'Last' },
        });
        await told();
        community.composed.letGo();

        const counts = new Map<string, number>();
        for (const viewer of viewers)
          for (const live of [general.get(viewer), specific.get(viewer)]) {
            await live?.ended();
            for (const { event, data } of live?.seen ?? []) {
              const post = data['post'] as string | undefined;
              if (post === undefined || post === last.body.id) continue;
              const about = [...posts.values()].includes(post) ? post : (data['replyTo'] as string);
              ok(readable.get(viewer)?.has(about), `${viewer.name} heard ${event} ${JSON.stringify(data)}`);
              counts.set(event, (counts.get(event) ?? 0) + 1);
            }
          }
        for (const kind of ['post.published', 'post.edited', 'post.counts', 'post.deleted'])
          ok((counts.get(kind) ?? 0) > 5, `${kind}: ${counts.get(kind)}`);

        for (const [viewer, feed] of inFeed) {
          const published = (general.get(viewer)?.seen ?? [])
            .filter(({ event, data }) => event === 'post.published' && feed.has(data['post'] as string))
            .map(({ data }) => data['post']);
          deepEqual(new Set(published), feed, viewer.name);
        }
        const names = (id: string | undefined): string[] =>
          viewers.filter((viewer) => readable.get(viewer)?.has(id ?? '')).map(({ name }) => name);
        deepEqual(names(posts.get('only-me')), ['author']);
        deepEqual(names(posts.get('followers')), ['author', 'follower', 'muter']);
      },
    );
  });
