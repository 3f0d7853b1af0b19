import { equal } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { call, positions } from '../api/call.ts';
import type { Post } from '../api/shapes.ts';
import type { Wish } from '../outbox/wish.ts';
import { beginRead, forgetPosts, postOf, takePosts, tellPost } from '../store/posts.ts';
import { kudosDeed } from './reaction-deed.ts';

const post: Post = {
  id: 'p1',
  author: { id: 'a', handle: 'ana', name: 'Ana' },
  text: 'Ten hills',
  createdAt: '2026-05-01T08:00:00Z',
  visibility: 'public',
  mentions: [],
  hashtags: [],
  counts: { kudos: 3, replies: 0, reposts: 0 },
  viewer: { kudos: false, reposted: false },
};
const wish: Wish = {
  key: '1',
  kind: 'kudos',
  person: 'me',
  subject: 'p1',
  method: 'PUT',
  path: '/v1/posts/p1/kudos',
  at: '2026-05-01T08:00:00Z',
};

afterEach(() => {
  positions.forget();
  forgetPosts();
});

test('news that counts one’s own kudos is taken, also where later news of something else came before the answer', async (t) => {
  const headers = { 'touchline-position': '0.5' };
  t.mock.method(globalThis, 'fetch', async () => Response.json({}, { headers }));
  takePosts([post], beginRead());
  kudosDeed.show(wish);
  tellPost('p1', '0.6', (known) => ({ ...known, counts: { ...known.counts, kudos: 9 } }));
  positions.note('0.9');
  kudosDeed.done(wish, await call('PUT', wish.path));
  equal(postOf('p1').value?.counts.kudos, 9);
});
