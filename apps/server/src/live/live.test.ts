import { deepEqual, equal } from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { openCommunity, type Community } from '../testing/community.ts';
import { liveReader, type LiveReader } from '../testing/live-reader.ts';

interface Post {
  readonly id: string;
}

let community: Community;
before(async () => void (community = await openCommunity()));
after(() => community.close());

async function listening(t: TestContext, query: string, as?: string): Promise<LiveReader> {
  const answer = await community.composed.app.request(`/v1/live?${query}`, {
    ...(as && { headers: { authorization: `Bearer ${as}` } }),
  });
  equal(answer.status, 200, await (answer.status === 200 ? '' : answer.text()));
  const reader = liveReader(answer);
  t.after(() => reader.leave());
  return reader;
}

async function member(handle: string): Promise<{ id: string; as: string }> {
  const id = await community.person(handle);
  return { id, as: community.tokenOf(id) };
}

const publish = async (as: string, body: object): Promise<string> =>
  (await community.ask<Post>('POST', '/v1/posts', { as, body: { text: 'Up the hill', ...body } })).body.id;

test(
  'LV2, LV3: a follower hears of a post, its edit, counts and end, each readable as told',
  { timeout: 20_000 },
  async (t) => {
    const [ana, ben] = [await member('ana'), await member('ben')];
    await community.ask('PUT', `/v1/people/${ana.id}/follow`, { as: ben.as });
    const live = await listening(t, 'topic=feed&topic=me', ben.as);
    deepEqual((await live.next()).data, { topics: ['feed', 'me'], refused: [], resumed: false });

    const post = await publish(ana.as, {});
    const published = await live.next('post.published');
    deepEqual(published.data, { post, author: ana.id });
    const headers = { 'touchline-min-position': published.id };
    const page = await community.ask<{ items: Post[] }>('GET', '/v1/feed', { as: ben.as, headers });
    equal(page.body.items[0]?.id, post);

    await community.ask('PUT', `/v1/posts/${post}/kudos`, { as: ben.as });
    const given = [await live.next(), await live.next()].toSorted((a, b) => (a.event < b.event ? -1 : 1));
    deepEqual(
      given.map(({ event, data }) => [event, data]),
      [
        ['post.counts', { post, kudos: 1, replies: 0, reposts: 0 }],
        ['post.viewer', { post, kudos: true, reposted: false }],
      ],
    );
    await community.ask('PUT', `/v1/posts/${post}`, { as: ana.as, body: { text: 'Down again' } });
    equal((await live.next('post.edited')).data['text'], 'Down again');
    await publish(ben.as, { replyTo: post });
    equal((await live.next('post.counts')).data['replies'], 1);
    await community.ask('DELETE', `/v1/posts/${post}`, { as: ana.as });
    deepEqual((await live.next('post.deleted')).data, { post });
  },
);

test(
  'whoever listens from where they read hears what happened in between',
  { timeout: 20_000 },
  async (t) => {
    const [mia, noa] = [await member('mia'), await member('noa')];
    await community.ask('PUT', `/v1/people/${mia.id}/follow`, { as: noa.as });
    const headers = { 'touchline-min-position': '0.0' };
    const read = await community.ask<{ items: Post[] }>('GET', '/v1/feed', { as: noa.as, headers });
    deepEqual(read.body.items, []);
    const post = await publish(mia.as, {});
    const position = read.headers.get('touchline-position') ?? '';
    const live = await listening(t, `topic=feed&after=${position}`, noa.as);
    equal((await live.next()).data['resumed'], true);
    deepEqual((await live.next('post.published')).data, { post, author: mia.id });
  },
);

test('a post topic tells of replies and counts, and ends with a block', { timeout: 20_000 }, async (t) => {
  const [cleo, dan] = [await member('cleo'), await member('dan')];
  const post = await publish(cleo.as, {});
  const live = await listening(t, `topic=post:${post}`, dan.as);
  await live.next('hello');
  const note = await publish(cleo.as, { replyTo: post, visibility: 'only-me' });
  await community.ask('DELETE', `/v1/posts/${note}`, { as: cleo.as });
  const reply = await publish(cleo.as, { replyTo: post });
  // Of the note to oneself nothing, not even that the count is what it was.
  const told = [await live.next(), await live.next()].toSorted((a, b) => (a.event < b.event ? -1 : 1));
  deepEqual(
    told.map(({ data }) => data),
    [
      { post, kudos: 0, replies: 1, reposts: 0 },
      { post: reply, author: cleo.id, replyTo: post },
    ],
  );
  await community.ask('PUT', `/v1/people/${dan.id}/block`, { as: cleo.as });
  deepEqual((await live.next('topic.lost')).data, { topic: `post:${post}`, code: 'no-such-post' });
  const seen = live.seen.length;
  await publish(cleo.as, { replyTo: post });
  await community.ask('PUT', `/v1/posts/${post}`, { as: cleo.as, body: { text: 'Unseen' } });
  await community.ask('PUT', `/v1/people/${cleo.id}/follow`, { as: dan.as });
  await community.ask('PUT', `/v1/people/${dan.id}/mute`, { as: cleo.as });
  const other = await listening(t, `topic=post:${post}`, dan.as);
  deepEqual((await other.next()).data['refused'], [{ topic: `post:${post}`, code: 'no-such-post' }]);
  equal(live.seen.length, seen);
});

test('what is for followers or oneself reaches nobody else', { timeout: 20_000 }, async (t) => {
  const [eva, fan, stranger] = [await member('eva'), await member('fan'), await member('stranger')];
  await community.ask('PUT', `/v1/people/${eva.id}/follow`, { as: fan.as });
  const self = await listening(t, 'topic=feed', eva.as);
  const followed = await listening(t, 'topic=feed&topic=public', fan.as);
  const all = await listening(t, 'topic=public&topic=feed', stranger.as);
  const secret = await publish(eva.as, { visibility: 'only-me' });
  const close = await publish(eva.as, { visibility: 'followers' });
  await community.ask('DELETE', `/v1/posts/${secret}`, { as: eva.as });
  const open = await publish(eva.as, {});
  const told = async (live: LiveReader): Promise<unknown[]> => {
    while (live.seen.at(-1)?.data['post'] !== open) await live.next();
    const own = new Set<unknown>([secret, close, open]);
    return live.seen
      .filter(({ data }) => own.has(data['post']))
      .map(({ event, data }) => [event, data['post']]);
  };
  deepEqual(await told(all), [['post.published', open]]);
  deepEqual((await told(followed)).slice(0, 2), [
    ['post.published', close],
    ['post.published', open],
  ]);
  deepEqual(await told(self), [
    ['post.published', secret],
    ['post.published', close],
    ['post.deleted', secret],
    ['post.published', open],
  ]);
});

test('who comes back with the last id hears what was missed, once', { timeout: 20_000 }, async (t) => {
  const [gus, hal] = [await member('gus'), await member('hal')];
  await community.ask('PUT', `/v1/people/${gus.id}/follow`, { as: hal.as });
  const first = await listening(t, 'topic=feed', hal.as);
  await first.next('hello');
  const one = await publish(gus.as, {});
  const { id } = await first.next('post.published');
  await first.leave();
  const two = await publish(gus.as, {});
  const three = await publish(gus.as, {});
  const again = await listening(t, `topic=feed&after=${id}`, hal.as);
  equal((await again.next('hello')).data['resumed'], true);
  const missed = new Set([(await again.next()).data['post'], (await again.next()).data['post']]);
  deepEqual(missed, new Set([two, three]));
  equal(missed.has(one), false);
  const late = await listening(t, 'topic=feed&after=0.zzzzz', hal.as);
  equal((await late.next('hello')).data['resumed'], false);
  deepEqual((await late.next()).event, 'reset');
});

test('a stream goes on after a restart of the server where it was', { timeout: 20_000 }, async (t) => {
  const [ida, jon] = [await member('ida'), await member('jon')];
  await community.ask('PUT', `/v1/people/${ida.id}/follow`, { as: jon.as });
  const first = await listening(t, 'topic=feed', jon.as);
  const { id } = await first.next('hello');
  community.composed.letGo();
  deepEqual((await first.next('bye')).data, { reason: 'draining' });
  await first.ended();
  const post = await publish(ida.as, {});
  await community.restart();
  const again = await listening(t, `topic=feed&after=${id}`, jon.as);
  equal((await again.next('hello')).data['resumed'], true);
  deepEqual((await again.next('post.published')).data['post'], post);
});

test('a log-out ends the streams of that session and of no other', { timeout: 20_000 }, async (t) => {
  const password = 'correct horse battery';
  const account = { handle: 'kim', email: 'kim@example.org', name: 'Kim', password };
  equal((await community.ask('POST', '/v1/accounts', { body: account })).status, 201);
  const logIn = async (): Promise<string> => {
    const body = { login: 'kim', password };
    return (await community.ask<{ accessToken: string }>('POST', '/v1/sessions', { body })).body.accessToken;
  };
  const [phone, desk] = [await logIn(), await logIn()];
  const onPhone = await listening(t, 'topic=public', phone);
  const onDesk = await listening(t, 'topic=me', desk);
  const sessions = await community.ask<{ items: { id: string; current: boolean }[] }>('GET', '/v1/sessions', {
    as: phone,
  });
  const session = sessions.body.items.find(({ current }) => current)?.id;
  await community.ask('DELETE', `/v1/sessions/${session}`, { as: phone });
  deepEqual((await onPhone.next('bye')).data, { reason: 'session-ended' });
  await onPhone.ended();
  deepEqual((await onDesk.next('session.ended')).data, { session, reason: 'logged-out' });
  equal((await community.ask('GET', '/v1/live?topic=public', { as: phone })).status, 401);

  const third = await listening(t, 'topic=me', await logIn());
  equal((await community.ask('DELETE', '/v1/sessions', { as: desk })).status, 204);
  for (const live of [onDesk, third]) {
    deepEqual((await live.next('bye')).data, { reason: 'session-ended' });
    await live.ended();
  }
});

test(
  'a person has five streams at most; a new one of the same client takes the old one’s place',
  { timeout: 20_000 },
  async (t) => {
    const { as } = await member('lea');
    const first = await listening(t, 'topic=me&client=a', as);
    for (let i = 0; i < 4; i++) await listening(t, `topic=me&client=b${i}`, as);
    const refused = await community.ask<{ code: string }>('GET', '/v1/live?topic=me&client=c', { as });
    deepEqual([refused.status, refused.body.code], [429, 'too-many-streams']);
    equal(refused.headers.get('retry-after'), '5');
    await listening(t, 'topic=me&client=a', as);
    deepEqual((await first.next('bye')).data, { reason: 'replaced' });
    await first.ended();
    equal((await community.ask('GET', '/v1/live?topic=me&client=c', { as })).status, 429);
  },
);

test(
  'who closes their account is gone from open pages, and their own streams end',
  { timeout: 20_000 },
  async (t) => {
    const password = 'correct horse battery';
    const account = { handle: 'moe', email: 'moe@example.org', name: 'Moe', password };
    const { id } = (await community.ask<{ id: string }>('POST', '/v1/accounts', { body: account })).body;
    const login = { login: 'moe', password };
    const as = (await community.ask<{ accessToken: string }>('POST', '/v1/sessions', { body: login })).body
      .accessToken;
    const fan = await member('nia');
    await community.ask('PUT', `/v1/people/${id}/follow`, { as: fan.as });
    const own = await listening(t, 'topic=me', as);
    const followed = await listening(t, 'topic=feed', fan.as);
    const { id: from } = await followed.next('hello');
    const post = await publish(as, {});
    await community.ask('PUT', `/v1/posts/${post}`, { as, body: { text: 'Soon to be gone' } });
    const onPost = await listening(t, `topic=post:${post}`);
    await followed.next('post.edited');
    equal((await community.ask('DELETE', '/v1/me', { as, body: { password } })).status, 204);
    deepEqual((await own.next('bye')).data, { reason: 'session-ended' });
    for (const live of [followed, onPost]) deepEqual((await live.next('person.gone')).data, { person: id });
    const again = await listening(t, `topic=feed&topic=public&after=${from}`, fan.as);
    await again.next('hello');
    equal((await again.next()).event, 'reset');
    equal(JSON.stringify(again.seen).includes('Soon'), false);
  },
);

test('who asks for what does not exist, or is nobody, is told so', async () => {
  const status = async (query: string): Promise<number> =>
    (await community.ask('GET', `/v1/live?${query}`)).status;
  deepEqual(
    [
      await status(''),
      await status('topic=nothing'),
      await status('topic=post'),
      await status('topic=post:x'),
    ],
    [400, 400, 400, 400],
  );
  deepEqual([await status('topic=feed'), await status('topic=public&topic=me')], [401, 401]);
  equal(await status('topic=public&after=%20'), 400);
  equal((await community.composed.app.request('/v1/live?topic=public', { method: 'HEAD' })).status, 200);
  equal(community.composed.host.live.size(), 0);
});
