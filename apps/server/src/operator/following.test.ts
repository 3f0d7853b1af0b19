import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openCommunity, type Community } from '../testing/community.ts';

const password = 'wet grass and late trains';
let community: Community;
before(async () => void (community = await openCommunity()));
after(() => community.close());

async function administrator(handle: string): Promise<{ id: string; token: string }> {
  const { ask, operator } = community;
  const person = { handle, email: `${handle}@example.org`, name: handle, password };
  const { id } = (await ask<{ id: string }>('POST', '/v1/accounts', { body: person })).body;
  await ask('POST', `/v1/operator/accounts/${id}/role`, {
    as: operator,
    body: { role: 'administrator', reason: 'She helps' },
  });
  const body = { login: handle, password };
  const opened = await ask<{ accessToken: string }>('POST', '/v1/sessions', { body });
  return { id, token: opened.body.accessToken };
}

const follow = (token: string, method = 'GET'): Promise<Response> =>
  Promise.resolve(
    community.composed.app.request('/v1/operator/events/follow?type=PostPublished&reveal=true&reason=look', {
      method,
      headers: { authorization: `Bearer ${token}` },
    }),
  );

test('who follows events is told nothing more when their role has been taken', async () => {
  const { ask, operator, person, tokenOf } = community;
  const ana = await administrator('ana_runs');
  const ben = tokenOf(await person('ben_runs'));
  const post = (text: string) => ask('POST', '/v1/posts', { as: ben, body: { text, visibility: 'only-me' } });
  const reader = (await follow(ana.token)).body!.pipeThrough(new TextDecoderStream()).getReader();
  const first = reader.read();
  await post('while she may');
  ok((await first).value?.includes('while she may'));
  const next = reader.read();
  const taken = { role: 'none', reason: 'She left' };
  equal(
    (await ask('POST', `/v1/operator/accounts/${ana.id}/role`, { as: operator, body: taken })).status,
    200,
  );
  await post('when she may not');
  deepEqual(await next, { done: true, value: undefined });
});

test('HT25: HEAD opens no stream of lines: it takes no place, and no look is recorded', async () => {
  const { ask, operator } = community;
  for (let i = 0; i < 51; i++) {
    const head = await follow(operator, 'HEAD');
    deepEqual([head.status, head.headers.get('content-type')], [200, 'application/jsonl']);
  }
  const acts = await ask<{ acts: readonly object[] }>('GET', '/v1/operator/acts', { as: operator });
  equal(JSON.stringify(acts.body).split('FollowEvents').length - 1, 1);
  const stream = await follow(operator);
  equal(stream.status, 200);
  await stream.body?.cancel();
});
