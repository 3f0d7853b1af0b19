import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serveApp, type Served } from '@touchline/kernel/http';
import { compose, type Composed } from '@touchline/server/compose';
import { newOperatorKey } from '@touchline/server/server-file';
import { typing } from '../testing/fake-cli.ts';
import { nginxBinary, startNginx, type Nginx } from './testing/nginx.ts';

const without =
  nginxBinary === undefined
    ? 'NOT RUN: nginx is not installed (apt-get install nginx-light), so nobody has read this configuration'
    : false;

let folder: string;
let composed: Composed;
let all: Served;
let posts: Served;
let nginx: Nginx;
const key = newOperatorKey();

before(async () => {
  if (nginxBinary === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'touchline-gateway-'));
  composed = await compose({ dataFolder: folder, partitions: 1, proxies: 1 }, { operatorKey: key });
  const free = { host: '127.0.0.1', port: 0 };
  // The same app at two addresses: the gateway's notes tell which of them was asked.
  all = await serveApp(composed.app, { ...free, drainMs: 500 });
  posts = await serveApp(composed.app, { ...free, drainMs: 500 });
  nginx = await startNginx(nginxBinary, async ({ port, accessLog }) => {
    const services = `all=${all.url},posts=${posts.url}`;
    const line = ['gateway-config', 'nginx', '--services', services, '--listen', String(port)];
    const { code, out, err } = await typing([...line, '--access-log', accessLog]);
    assert.deepEqual([code, err], [0, []]);
    return `${out.join('\n')}\n`;
  });
});

after(async () => {
  if (nginxBinary === undefined) return;
  await nginx.stop();
  composed.letGo();
  await Promise.all([all.close(), posts.close()]);
  await composed.close();
  await rm(folder, { recursive: true });
});

const ask = async (
  method: string,
  path: string,
  { as, body, headers }: { as?: string; body?: object; headers?: Record<string, string> } = {},
) => {
  const answer = await fetch(nginx.url + path, {
    method,
    headers: {
      authorization: `Bearer ${as === undefined ? key : `${key}/${as}`}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (answer.headers.get('content-type') ?? '').includes('json');
  return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as never };
};

const person = async (handle: string): Promise<string> =>
  ((await ask('POST', '/v1/admin/accounts', { body: { handle, name: handle } })).body as { id: string }).id;

test('nginx takes the configuration without a word', { skip: without }, () => {
  assert.equal(nginx.checked, '');
});

test('what is posted through the gateway is read through it, and live', { skip: without }, async () => {
  const [kai, ben] = [await person('kai'), await person('ben')];
  assert.equal((await ask('PUT', `/v1/people/${kai}/follow`, { as: ben })).status, 200);
  const stream = await fetch(`${nginx.url}/v1/live?topic=feed`, {
    headers: { authorization: `Bearer ${key}/${ben}` },
  });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hears = async (what: string): Promise<void> => {
    while (!heard.includes(what)) {
      const { value, done } = await reader.read();
      if (done) assert.fail(`The stream ended before ${what}: ${heard}`);
      heard += value;
    }
  };
  await hears('event: hello');
  const posted = await ask('POST', '/v1/posts', { as: kai, body: { text: 'Up the hill' } });
  assert.equal(posted.status, 201);
  const { id } = posted.body as { id: string };
  await hears('event: post.published');
  await hears(id);
  await reader.cancel();
  assert.equal((await ask('GET', `/v1/posts/${id}`)).status, 200);
  const { items } = (await ask('GET', '/v1/feed', { as: ben })).body as { items: { text: string }[] };
  assert.deepEqual(
    items.map(({ text }) => text),
    ['Up the hill'],
  );
});

test(
  'a request id of the client’s goes through, another is made where it is none',
  { skip: without },
  async () => {
    const idOf = async (sent?: string) =>
      (
        await ask('GET', '/v1/sports', { headers: sent === undefined ? {} : { 'x-request-id': sent } })
      ).headers.get('x-request-id');
    assert.equal(await idOf('kai-1'), 'kai-1');
    assert.match((await idOf('no good; at all')) ?? '', /^[0-9a-f]{32}$/);
    assert.match((await idOf()) ?? '', /^[0-9a-f]{32}$/);
  },
);

test('a body that is too long is refused at the gateway, as a problem', { skip: without }, async () => {
  const big = (length: number) => ask('POST', '/v1/posts', { as: 'x', body: { text: 'x'.repeat(length) } });
  const refused = await big(40_000);
  assert.equal(refused.status, 413);
  assert.equal(refused.headers.get('content-type'), 'application/problem+json');
  assert.equal((refused.body as { code: string }).code, 'body-too-large');
  assert.match((refused.body as { requestId: string }).requestId, /^[0-9a-f]{32}$/);
  // What the service takes, the gateway lets through.
  assert.notEqual((await big(20_000)).status, 413);
});

test('what is not for everyone, and what there is not, is answered so', { skip: without }, async () => {
  assert.equal((await ask('GET', '/metrics')).status, 404);
  assert.equal(((await ask('GET', '/v1/nothing')).body as { code: string }).code, 'no-such-route');
  assert.equal((await ask('GET', '/readyz')).status, 200);
});

test(
  'a service that is gone is a problem that says what to do; the others go on',
  { skip: without },
  async () => {
    await posts.close();
    const gone = await ask('GET', '/v1/feed/public');
    assert.equal(gone.status, 502);
    assert.equal((gone.body as { code: string }).code, 'outcome-unknown');
    assert.equal(gone.headers.get('retry-after'), '2');
    assert.equal((await ask('GET', '/v1/sports')).status, 200);

    await nginx.stop();
    const [ofPosts, ofAll] = [posts, all].map(({ url }) => url.slice('http://'.length));
    for (const { path, server, status } of nginx.requests()) {
      if (status === 413 || path === '/metrics') continue;
      const isOfPosts = /^\/v1\/posts|^\/v1\/feed\/public/.test(path);
      assert.equal(server, isOfPosts ? ofPosts : ofAll, path);
    }
  },
);
