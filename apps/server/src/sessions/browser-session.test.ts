import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser } from '../testing/browser.ts';
import { openCommunity, type Community } from '../testing/community.ts';

const password = 'correct horse battery';
const cookieMode = { 'touchline-session': 'cookie' };
const post = { text: 'Up the hill' };

let community: Community;
let onTls: Community;
before(async () => {
  community = await openCommunity();
  onTls = await openCommunity(1, { origin: 'https://club.example' });
  for (const one of [community, onTls])
    for (const handle of ['ana', 'ben'])
      await one.ask('POST', '/v1/accounts', {
        body: { handle, email: `${handle}@example.org`, name: handle, password },
      });
});
after(async () => {
  await community.close();
  await onTls.close();
});

async function loggedIn(who = 'ana') {
  const one = browser(community);
  await one.logIn(who, password);
  return one;
}

test('HT30: a browser logs in, writes, refreshes and logs out without ever reading a token', async () => {
  const ana = browser(community);
  const body = { login: 'ana', password };
  const login = await ana.ask<object>('POST', '/v1/sessions', body, cookieMode);
  deepEqual([login.status, login.body], [201, { expiresInS: 600 }]);
  deepEqual([...ana.jar.keys()], ['touchline-access', 'touchline-refresh']);
  for (const attributes of ana.attributes.values())
    equal(attributes, 'Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000');

  equal((await ana.ask<{ handle: string }>('GET', '/v1/me')).body.handle, 'ana');
  equal((await ana.ask('POST', '/v1/posts', post)).status, 201);
  const old = new Map(ana.jar);
  const fresh = await ana.ask<object>('POST', '/v1/sessions/refresh', undefined, cookieMode);
  deepEqual([fresh.status, fresh.body], [200, { expiresInS: 600 }]);
  notEqual(ana.jar.get('touchline-refresh'), old.get('touchline-refresh'));
  equal((await ana.ask('GET', '/v1/me')).status, 200);

  equal((await ana.ask('DELETE', '/v1/sessions/current')).status, 204);
  deepEqual([...ana.jar], []);
  const headers = { cookie: [...old].map(([name, value]) => `${name}=${value}`).join('; ') };
  equal((await community.ask('GET', '/v1/me', { headers })).status, 401);
});

test('HT30: on TLS the cookies carry the __Host- prefix, and plain ones are not taken for them', async () => {
  const ana = browser(onTls, 'https://club.example');
  await ana.logIn('ana', password);
  deepEqual([...ana.jar.keys()], ['__Host-touchline-access', '__Host-touchline-refresh']);
  for (const attributes of ana.attributes.values())
    equal(attributes, 'Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure');
  equal((await ana.ask('GET', '/v1/me')).status, 200);
  // What a neighbour on another host of the domain, or a plain connection, could set.
  const headers = { cookie: `touchline-access=${ana.jar.get('__Host-touchline-access')}` };
  equal((await onTls.ask('GET', '/v1/me', { headers })).status, 401);
});

test('HT31: a cookie authorises nothing that comes from another site, or does not say from where', async () => {
  const ana = await loggedIn();
  const cases: readonly (readonly [why: string, headers: Record<string, string>])[] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:9' }],
    ['TLS of the same host', { origin: 'https://localhost' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin', { origin: '' }],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['typed by the user', { 'sec-fetch-site': 'none' }],
  ];
  for (const [why, headers] of cases) {
    const sent = await ana.ask<{ code: string }>('POST', '/v1/posts', post, headers);
    deepEqual([sent.status, sent.body.code], [403, 'cross-site'], why);
    equal((await ana.ask('DELETE', '/v1/sessions/current', undefined, headers)).status, 403, why);
    equal(
      (await ana.ask('POST', '/v1/sessions/refresh', undefined, { ...cookieMode, ...headers })).status,
      403,
    );
    const body = { login: 'ben', password };
    const login = await ana.ask('POST', '/v1/sessions', body, { ...cookieMode, ...headers });
    deepEqual([login.status, login.headers.getSetCookie()], [403, []], why);
  }
  const reads: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of reads)
    for (const path of ['/v1/me', '/v1/feed/public', '/v1/live?topic=me'])
      equal((await ana.ask('GET', path, undefined, headers)).status, 403, path);
  equal((await ana.ask('GET', '/v1/me')).status, 200);
});

test('HT32: a name that somebody pointed at this server is not its own', async () => {
  const ana = await loggedIn();
  const cookie = [...ana.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const rebound = await community.composed.app.request('http://evil.example/v1/posts', {
    method: 'POST',
    headers: { cookie, origin: 'http://evil.example', 'content-type': 'application/json' },
    body: JSON.stringify(post),
  });
  const { code } = (await rebound.json()) as { code: string };
  deepEqual([rebound.status, code], [403, 'no-own-origin']);
});

test('HT30: a bearer token works as ever, from any origin, beside whatever cookies', async () => {
  const body = { login: 'ben', password };
  const { accessToken } = (await community.ask<{ accessToken: string }>('POST', '/v1/sessions', { body }))
    .body;
  const ana = await loggedIn();
  const headers = { authorization: `Bearer ${accessToken}`, origin: 'https://elsewhere.example' };
  equal((await ana.ask<{ handle: string }>('GET', '/v1/me', undefined, headers)).body.handle, 'ben');
  equal((await ana.ask('POST', '/v1/posts', post, headers)).status, 201);
  equal((await ana.ask('DELETE', '/v1/sessions/current', undefined, headers)).status, 204);
  equal((await ana.ask('GET', '/v1/me')).status, 200);
});

test('HT33: a log-in makes a session of its own, whatever cookies were planted before', async () => {
  const attacker = await loggedIn('ben');
  const planted = new Map(attacker.jar);
  const victim = browser(community);
  for (const [name, value] of planted) victim.jar.set(name, value);
  await victim.logIn('ana', password);
  for (const [name, value] of planted) notEqual(victim.jar.get(name), value);
  equal((await victim.ask<{ handle: string }>('GET', '/v1/me')).body.handle, 'ana');
  equal((await attacker.ask<{ handle: string }>('GET', '/v1/me')).body.handle, 'ben');
  // Two of one name: one of them was set by somebody else.
  const twice = `touchline-access=${planted.get('touchline-access')}; touchline-access=${victim.jar.get('touchline-access')}`;
  equal((await community.ask('GET', '/v1/me', { headers: { cookie: twice } })).status, 401);
});

test('HT33: a stale cookie is no stranger and no obstacle: reads say 401, log-in works', async () => {
  const ana = await loggedIn();
  await ana.ask('DELETE', '/v1/sessions/current');
  ana.jar.set('touchline-access', 'not.a.token');
  equal((await ana.ask('GET', '/v1/feed/public')).status, 401);
  await ana.logIn('ana', password);
  equal((await ana.ask('GET', '/v1/feed/public')).status, 200);
});

test('HT33: a refresh token that was used before ends the session for both who hold it, and is forgotten', async () => {
  const ana = await loggedIn();
  const stolen = new Map(ana.jar);
  for (let i = 0; i < 2; i++)
    equal((await ana.ask('POST', '/v1/sessions/refresh', undefined, cookieMode)).status, 200);
  const thief = browser(community);
  for (const [name, value] of stolen) thief.jar.set(name, value);
  const reused = await thief.ask<{ code: string }>('POST', '/v1/sessions/refresh', undefined, cookieMode);
  deepEqual([reused.status, reused.body.code], [401, 'refresh-token-invalid']);
  deepEqual([...thief.jar], []);
  equal((await ana.ask('GET', '/v1/me')).status, 401);
  equal((await ana.ask('POST', '/v1/sessions/refresh', undefined, cookieMode)).status, 401);
  deepEqual([...ana.jar], []);
  const nobody = await ana.ask<{ code: string }>('POST', '/v1/sessions/refresh', undefined, cookieMode);
  deepEqual([nobody.status, nobody.body.code], [401, 'unauthenticated']);
});

test('HT33: a refresh forgets a token that is none, and keeps a good one whatever else is wrong with the request', async () => {
  const ana = await loggedIn();
  const refresh = (more: Record<string, string>, body?: object) =>
    ana.ask<{ code: string }>('POST', '/v1/sessions/refresh', body, { ...cookieMode, ...more });
  const { status, body } = await refresh({ 'idempotency-key': 'with a space' }, { unknown: 1 });
  deepEqual([status, body.code, ana.jar.size], [400, 'invalid-input', 2]);
  ana.jar.set('touchline-refresh', 'none');
  deepEqual([(await refresh({})).status, [...ana.jar]], [400, []]);
});

test('HT33: a log-out everywhere, or of another session, clears the cookies only where this session is over', async () => {
  const [one, other] = [await loggedIn(), await loggedIn()];
  const { items } = (await one.ask<{ items: { id: string; current: boolean }[] }>('GET', '/v1/sessions'))
    .body;
  const another = items.find(({ current }) => !current);
  ok(another);
  equal((await one.ask('DELETE', `/v1/sessions/${another.id}`)).status, 204);
  equal(one.jar.size, 2);
  equal((await one.ask('DELETE', '/v1/sessions')).status, 204);
  equal(one.jar.size, 0);
  match(one.attributes.get('touchline-access') ?? '', /Max-Age=0/);
  equal((await other.ask('GET', '/v1/me')).status, 401);
});

test('HT18: a key that ended one session is another one for the next: a log-out there ends it', async () => {
  const key = { 'idempotency-key': 'log-out' };
  for (const ana of [await loggedIn(), await loggedIn()]) {
    const cookie = [...ana.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    equal((await ana.ask('DELETE', '/v1/sessions/current', undefined, key)).status, 204);
    equal((await community.ask('GET', '/v1/me', { headers: { cookie } })).status, 401);
  }
});

test('HT33: the end of an account clears the cookies of who ended it, and only where it was their own', async () => {
  const { ask, operator } = community;
  const register = async (handle: string): Promise<string> => {
    const body = { handle, email: `${handle}@example.org`, name: handle, password };
    return (await ask<{ id: string }>('POST', '/v1/accounts', { body })).body.id;
  };
  await register('cleo');
  const cleo = await loggedIn('cleo');
  equal((await cleo.ask('DELETE', '/v1/me', { password })).status, 204);
  deepEqual([...cleo.jar], []);

  const [dora, emil] = [await register('dora'), await register('emil')];
  const role = { role: 'administrator', reason: 'She helps' };
  await ask('POST', `/v1/operator/accounts/${dora}/role`, { as: operator, body: role });
  const helper = await loggedIn('dora');
  equal((await helper.ask('DELETE', `/v1/admin/accounts/${emil}`)).status, 204);
  equal(helper.jar.size, 2);
  equal((await helper.ask('DELETE', `/v1/admin/accounts/${dora}`)).status, 204);
  deepEqual([...helper.jar], []);
});

test('each session says in which browser one logged in, the same when the log-in is sent again', async () => {
  const gecko = 'rv:145.0) Gecko/20100101 Firefox/145.0';
  const [one, other] = [browser(community), browser(community)];
  const body = { login: 'ben', password };
  const headers = { ...cookieMode, 'idempotency-key': 'one-log-in' };
  for (const [who, system] of [
    [one, '(X11; Linux x86_64;'],
    [other, '(Windows NT 10.0;'],
  ] as const)
    await who.ask('POST', '/v1/sessions', body, {
      ...headers,
      'user-agent': `Mozilla/5.0 ${system} ${gecko}`,
    });
  const { items } = (
    await one.ask<{ items: { browser?: object; current: boolean }[] }>('GET', '/v1/sessions')
  ).body;
  deepEqual(
    items.filter(({ current }) => current).map((session) => session.browser),
    [{ name: 'Firefox', system: 'Linux' }],
  );
  equal(items.filter((session) => 'browser' in session).length, 1);
});

test('a live stream is heard with a cookie', async () => {
  const ana = await loggedIn();
  const cookie = [...ana.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const live = await community.composed.app.request('/v1/live?topic=me', { headers: { cookie } });
  equal(live.status, 200);
  await live.body?.cancel();
});
