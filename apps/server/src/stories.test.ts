import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openCommunity, type Community } from './testing/community.ts';

interface Post {
  readonly id: string;
  readonly text: string;
  readonly author: { readonly handle: string };
  readonly counts: { readonly kudos: number; readonly replies: number; readonly reposts: number };
  readonly viewer: { readonly kudos: boolean };
}
interface Page {
  readonly items: readonly Post[];
  readonly next?: string;
}
interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInS: number;
}

let community: Community;
before(async () => void (community = await openCommunity()));
after(() => community.close());

const texts = ({ items }: Page): string[] => items.map(({ text }) => text);

async function signUp(handle: string): Promise<{ id: string } & Session> {
  const body = { handle, email: `${handle}@example.org`, name: handle, password: 'correct horse battery' };
  const account = await community.ask<{ id: string; handle: string }>('POST', '/v1/accounts', { body });
  equal(account.status, 201);
  const login = { login: handle, password: body.password };
  const session = await community.ask<Session>('POST', '/v1/sessions', { body: login });
  equal(session.status, 201);
  return { ...account.body, ...session.body };
}

test('two people sign up, one follows, posts arrive, kudos count, and the log-out holds at once', async () => {
  const ana = await signUp('ana');
  const ben = await signUp('ben');
  equal((await community.ask('PUT', `/v1/people/${ana.id}/follow`, { as: ben.accessToken })).status, 200);
  const body = { text: 'Ten hills before breakfast. #running' };
  const posted = await community.ask<Post>('POST', '/v1/posts', { as: ana.accessToken, body });
  equal(posted.status, 201);
  const token = posted.headers.get('touchline-position') ?? '';
  match(token, /^[0-9a-z.-]+$/);

  const feed = await community.ask<Page>('GET', '/v1/feed', {
    as: ben.accessToken,
    headers: { 'touchline-min-position': token },
  });
  deepStrictEqual(texts(feed.body), [body.text]);
  equal(
    (await community.ask('PUT', `/v1/posts/${posted.body.id}/kudos`, { as: ben.accessToken })).status,
    204,
  );
  equal(
    (await community.ask('PUT', `/v1/posts/${posted.body.id}/kudos`, { as: ben.accessToken })).status,
    204,
  );
  const read = await community.ask<Post>('GET', `/v1/posts/${posted.body.id}`, { as: ben.accessToken });
  deepStrictEqual([read.body.counts.kudos, read.body.viewer.kudos], [1, true]);
  const etag = read.headers.get('etag') ?? '';
  const again = await community.ask('GET', `/v1/posts/${posted.body.id}`, {
    as: ben.accessToken,
    headers: { 'if-none-match': etag },
  });
  equal(again.status, 304);

  equal((await community.ask('DELETE', '/v1/sessions', { as: ben.accessToken })).status, 204);
  equal((await community.ask('GET', '/v1/feed', { as: ben.accessToken })).status, 401);
});

test('who writes sees it in their own feed at once, without a token', async () => {
  const cleo = community.tokenOf(await community.person('cleo'));
  for (let i = 0; i < 20; i++) {
    await community.ask('POST', '/v1/posts', { as: cleo, body: { text: `Lap ${i}` } });
    const feed = await community.ask<Page>('GET', '/v1/feed?limit=1', { as: cleo });
    deepStrictEqual(texts(feed.body), [`Lap ${i}`]);
  }
});

test('a follow of someone who registered a moment ago never meets a stale 404', async () => {
  for (let i = 0; i < 20; i++) {
    const fresh = await community.person(`fresh_${i}`);
    const fan = community.tokenOf(await community.person(`fan_${i}`));
    equal((await community.ask('PUT', `/v1/people/${fresh}/follow`, { as: fan })).status, 200);
    equal((await community.ask('GET', `/v1/people/fresh_${i}`)).status, 200);
  }
});

test('a blocked person finds nothing of the blocker on any way of reading', async () => {
  const dina = await community.person('dina');
  const egon = await community.person('egon');
  const [d, e] = [community.tokenOf(dina), community.tokenOf(egon)];
  const { body: post } = await community.ask<Post>('POST', '/v1/posts', {
    as: d,
    body: { text: 'Only #here' },
  });
  await community.ask('PUT', `/v1/people/${dina}/follow`, { as: e });
  equal((await community.ask('PUT', `/v1/people/${egon}/block`, { as: d })).status, 204);
  await community.composed.host.drain();
  for (const path of ['/v1/feed', '/v1/feed/public', '/v1/hashtags/here/posts'])
    ok(!texts((await community.ask<Page>('GET', path, { as: e })).body).includes('Only #here'), path);
  for (const path of [
    `/v1/posts/${post.id}`,
    '/v1/people/dina',
    `/v1/people/${dina}/posts`,
    `/v1/posts/${post.id}/replies`,
  ])
    equal((await community.ask('GET', path, { as: e })).status, 404, path);
  equal((await community.ask('PUT', `/v1/people/${dina}/follow`, { as: e })).status, 404);
  equal((await community.ask('PUT', `/v1/posts/${post.id}/kudos`, { as: e })).status, 404);
});

test('an Idempotency-Key makes one post of two requests, and says so', async () => {
  const as = community.tokenOf(await community.person('finn'));
  const headers = { 'idempotency-key': 'post-1' };
  const first = await community.ask<Post>('POST', '/v1/posts', { as, headers, body: { text: 'Once' } });
  const second = await community.ask<Post>('POST', '/v1/posts', { as, headers, body: { text: 'Once' } });
  deepStrictEqual([second.body.id, second.headers.get('idempotency-replayed')], [first.body.id, 'true']);
  equal((await community.ask('POST', '/v1/posts', { as, headers, body: { text: 'Other' } })).status, 409);
});

test('the life of a post: reply, edit with history, delete; a restart changes nothing', async () => {
  const as = community.tokenOf(await community.person('gina'));
  const { body: post } = await community.ask<Post>('POST', '/v1/posts', { as, body: { text: 'Draft' } });
  await community.ask('POST', '/v1/posts', { as, body: { text: 'A reply', replyTo: post.id } });
  equal((await community.ask('PUT', `/v1/posts/${post.id}`, { as, body: { text: 'Final' } })).status, 200);
  await community.restart();
  const read = await community.ask<Post>('GET', `/v1/posts/${post.id}`);
  deepStrictEqual([read.body.text, read.body.counts.replies], ['Final', 1]);
  const history = await community.ask<{ items: readonly { text: string }[] }>(
    'GET',
    `/v1/posts/${post.id}/history`,
  );
  deepStrictEqual(history.body.items.map(({ text }) => text).toSorted(), ['Draft', 'Final']);
  equal((await community.ask('DELETE', `/v1/posts/${post.id}`, { as })).status, 204);
  equal((await community.ask('GET', `/v1/posts/${post.id}`)).status, 404);
});

test('the pages for people answer: the public feed escapes what people wrote, the reference is served from here', async () => {
  const as = community.tokenOf(await community.person('hugo'));
  await community.ask('POST', '/v1/posts', { as, body: { text: '<script>alert(1)</script>' } });
  const program = await community.ask<{ reference: string }>('GET', '/');
  equal(program.body.reference, '/docs');
  const home = await community.ask<string>('GET', '/', { headers: { accept: 'text/html' } });
  match(home.body, /&lt;script&gt;alert\(1\)/);
  ok(!home.body.includes('<script>alert'));
  for (const path of [
    '/docs',
    '/docs/swagger-ui-bundle.js',
    '/docs/swagger-ui.css',
    '/docs/start.js',
    '/docs/colours.js',
    '/docs/events',
    '/docs/listen.js',
    '/icon.svg',
    '/openapi.json',
    '/config.json',
  ]) {
    const { status, headers } = await community.ask('GET', path, { headers: { 'x-request-id': 'mine-1' } });
    deepStrictEqual([status, headers.get('x-request-id')], [200, 'mine-1'], path);
  }
  const events = await community.ask<string>('GET', '/docs/events');
  const reference = await community.ask<string>('GET', '/docs');
  for (const { body } of [events, reference]) match(body, /<a class="docs-home" href="\/">Touchline<\/a>/);
  for (const shown of ['post.counts', 'PostPublished', 'follow-request.added', 'Missing means public'])
    ok(events.body.includes(shown), shown);
  ok(!events.body.includes('undefined') && !events.body.includes('[object'), events.body);
  const missing = await community.ask<{ code: string }>('GET', '/docs/..%2fpackage.json');
  deepStrictEqual([missing.status, missing.body.code], [404, 'no-such-route']);
  ok(missing.headers.get('x-request-id'));
});
