import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testServer, withPostgres, type TestServer } from '@touchline/engine-postgres/testing';
import { locationsOf } from '../../apps/cli/src/gateway/locations.ts';
import { nginxConfig } from '../../apps/cli/src/gateway/nginx-config.ts';
import { nginxBinary, startNginx, type Nginx } from '../../apps/cli/src/gateway/testing/nginx.ts';
import { upstreamsFrom } from '../../apps/cli/src/gateway/upstreams.ts';
import { declaredServices } from '../../apps/server/src/declared-services.ts';
import { serviceNames } from '../../apps/server/src/service-names.ts';
import { clusterProcess, type ClusterProcess } from '../../scripts/cluster/cluster-process.ts';

const skip =
  nginxBinary === undefined &&
  'NOT RUN: nginx is not installed (apt-get install nginx-light), so nobody went through the gateway';

withPostgres('processes behind the gateway', () => {
  let folder: string;
  let postgres: TestServer;
  let nginx: Nginx;
  const processes: ClusterProcess[] = [];

  before(async () => {
    if (nginxBinary === undefined) return;
    folder = await mkdtemp(join(tmpdir(), 'touchline-gateway-'));
    postgres = await testServer();
    const env = {
      TOUCHLINE_ENGINE: 'postgres',
      TOUCHLINE_DATABASE: postgres.url('postgres'),
      TOUCHLINE_MASTER_KEY: '07'.repeat(32),
      TOUCHLINE_PROXIES: '1',
    };
    for (const [name, services] of [
      ['all', serviceNames.join()],
      ['posts-1', 'posts'],
      ['posts-2', 'posts'],
    ] as const) {
      const data = join(folder, name);
      processes.push(await clusterProcess({ name, services, data, port: 0, env, say: () => {} }));
    }
    const [all, first, second] = processes.map(({ url }) => url);
    nginx = await startNginx(nginxBinary, async ({ port, accessLog }) =>
      nginxConfig({
        locations: locationsOf(await declaredServices()),
        upstreams: upstreamsFrom([`all=${all},posts=${first},posts=${second}`], serviceNames),
        port,
        accessLog,
        serverName: undefined,
        tls: undefined,
      }),
    );
  });

  after(async () => {
    if (nginxBinary === undefined) return;
    await nginx.stop();
    for (const one of processes) await one.stop();
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  let token = '';
  const ask = async (method: string, path: string, body?: object, position?: string) => {
    const answer = await fetch(nginx.url + path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(position !== undefined && { 'touchline-min-position': position }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    const at = answer.headers.get('touchline-position') ?? undefined;
    return { body: JSON.parse(text) as never, at };
  };

  test(
    'what is posted to one process is read from every other; one that goes is not missed',
    { skip },
    async () => {
      const password = 'wet grass and late trains';
      const account = { handle: 'kai', name: 'Kai', email: 'kai@example.org', password };
      const { id: kai } = (await ask('POST', '/v1/accounts', account)).body as { id: string };
      const opened = await ask('POST', '/v1/sessions', { login: 'kai', password });
      token = (opened.body as { accessToken: string }).accessToken;
      const published = async (text: string) => {
        const { at } = await ask('POST', '/v1/posts', { text });
        const { items } = (await ask('GET', '/v1/feed/public', undefined, at)).body as {
          items: { text: string }[];
        };
        assert.equal(items[0]?.text, text);
        return at;
      };
      for (let i = 1; i <= 6; i++) await published(`lap ${i}`);
      const last = await published('lap 7');
      const { items } = (await ask('GET', `/v1/people/${kai}/milestones`, undefined, last)).body as {
        items: { milestone: string }[];
      };
      assert.deepEqual(
        items.map(({ milestone }) => milestone),
        ['first-post'],
      );
      await processes[1]?.stop();
      for (let i = 8; i <= 12; i++) await published(`lap ${i}`);

      await nginx.stop();
      const hosts = processes.map(({ url }) => new URL(url).host);
      const asked = nginx.requests().map(({ path, server }) => {
        const of = server.split(', ').map((host) => hosts.indexOf(host));
        assert.equal(of.at(-1) === 0, !/^\/v1\/(posts|feed\/public)/.test(path), `${path} went to ${server}`);
        return of.at(-1);
      });
      assert.deepEqual(new Set(asked), new Set([0, 1, 2]));
    },
  );
});
