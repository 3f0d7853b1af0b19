import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { type RequestSeen } from './http-options.ts';
import {
  asAdministrator,
  asMember,
  asOperator,
  board,
  member,
  note,
  smallEdge,
} from './testing/small-edge.ts';

const notes = `/v1/boards/${board}/notes`;

test('HT1: path and body fields reach the command as one input, with the caller', async () => {
  const { send, asked } = smallEdge();
  const answer = await send('POST', notes, { text: 'Up' }, asMember);
  equal(answer.status, 201);
  deepEqual(asked, [{ name: 'PinNote', input: { board, text: 'Up' }, call: member }]);
});

test('HT1: path and query-string fields reach the query as one input, coerced and with defaults', async () => {
  const { send, asked } = smallEdge();
  equal((await send('GET', '/v1/notes?limit=5&tag=a&tag=b')).status, 200);
  equal((await send('GET', `/v1/notes/${note}`)).status, 200);
  deepEqual(
    asked.map(({ input }) => input),
    [{ limit: 5, tag: ['a', 'b'] }, { note }],
  );
});

test('HT1: a command without a route cannot be reached', async () => {
  equal((await smallEdge().send('POST', '/v1/SweepBoard', {}, asMember)).status, 404);
});

test('HT2: a static segment is taken before a placeholder, whatever the order of declaration', async () => {
  const { send, asked } = smallEdge();
  await send('GET', '/v1/notes/mine', undefined, asMember);
  equal(asked[0]?.name, 'my-notes');
});

test('HT3: an unknown path is 404, a known one with another method 405 with Allow, OPTIONS 204', async () => {
  const { send } = smallEdge();
  const lost = await send('GET', '/v1/nothing');
  deepEqual([lost.status, lost.json['code']], [404, 'no-such-route']);
  const wrong = await send('PATCH', `/v1/boards/${board}`);
  deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'PUT, OPTIONS']);
  equal((await send('HEAD', notes)).headers.get('allow'), 'POST, OPTIONS');
  const options = await send('OPTIONS', '/v1/notes');
  deepEqual([options.status, options.headers.get('allow')], [204, 'GET, HEAD, OPTIONS']);
});

test('HT3: no answer opens CORS', async () => {
  const { send } = smallEdge();
  const asking = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
  for (const method of ['OPTIONS', 'GET', 'POST']) {
    const { headers } = await send(method, '/v1/notes', undefined, asking);
    deepEqual(
      [...headers.keys()].filter((name) => name.startsWith('access-control')),
      [],
    );
  }
});

test('HT4: a sane request id is kept, answered and passed on as correlation', async () => {
  const { send, asked } = smallEdge();
  const answer = await send('POST', notes, { text: 'Up' }, { ...asMember, 'x-request-id': 'mine.1' });
  equal(answer.headers.get('x-request-id'), 'mine.1');
  deepEqual(asked[0]?.call, { ...member, correlation: 'mine.1' });
});

test('HT4: without a sane one a request gets an id of its own, which is not passed on', async () => {
  const { send, asked } = smallEdge();
  const sent = ['spaces are none', 'x'.repeat(65), ''];
  const answers = await Promise.all(
    sent.map((id) => send('POST', notes, { text: 'Up' }, { ...asMember, 'x-request-id': id })),
  );
  const ids = answers.map(({ headers }) => headers.get('x-request-id') ?? '');
  equal(new Set(ids).size, 3);
  for (const id of ids) match(id, /^[A-Za-z0-9._-]{1,64}$/);
  ok(asked.every(({ call }) => !('correlation' in call)));
});

test('HT4: nor is the place of an event: what a policy does for that one is named after it', async () => {
  const { send, asked } = smallEdge();
  const answer = await send('POST', notes, { text: 'Up' }, { ...asMember, 'x-request-id': '0.955' });
  notEqual(answer.headers.get('x-request-id'), '0.955');
  ok(!('correlation' in (asked[0]?.call ?? {})));
});

test('HT7: a member route without a token, and any route with a bad one, are 401 with a challenge', async () => {
  const { send, asked } = smallEdge();
  const open = `/v1/notes/${note}`;
  const cases = [
    await send('POST', notes, { text: 'x' }),
    await send('POST', notes, { text: 'x' }, { authorization: 'Bearer forged' }),
    await send('GET', open, undefined, { authorization: 'Bearer forged' }),
    await send('GET', open, undefined, { authorization: 'Basic bWVtYmVy' }),
    await send('GET', open, undefined, { authorization: '' }),
  ];
  for (const { status, json, headers } of cases) {
    deepEqual([status, json['code']], [401, 'unauthenticated']);
    match(headers.get('www-authenticate') ?? '', /^Bearer realm="touchline"/);
  }
  equal(asked.length, 0);
  equal((await send('GET', open)).status, 200);
});

test('HT8: an administrator’s route is 403 to members', async () => {
  const { send } = smallEdge();
  const { status, json } = await send('PUT', `/v1/boards/${board}`, { name: 'x' }, asMember);
  deepEqual([status, json['code']], [403, 'forbidden']);
  equal((await send('PUT', `/v1/boards/${board}`, { name: 'x' })).status, 401);
  equal((await send('PUT', `/v1/boards/${board}`, { name: 'x' }, asAdministrator)).status, 200);
});

test('HT8: a member’s route is 403 to an operator, who is no person', async () => {
  const { asked, send } = smallEdge();
  const { status, json } = await send('POST', notes, { text: 'x' }, asOperator);
  deepEqual([status, json['code']], [403, 'forbidden']);
  match(String(json['detail']), /^Only a person may do this/);
  equal(asked.length, 0);
  equal((await send('PUT', `/v1/boards/${board}`, { name: 'x' }, asOperator)).status, 200);
});

test('HT9: every answer forbids sniffing and framing', async () => {
  const { send } = smallEdge();
  const answers = [
    await send('GET', `/v1/notes/${note}`),
    await send('POST', notes, { text: 'x' }, asMember),
    await send('GET', '/v1/nothing'),
    await send('GET', '/healthz'),
    await send('OPTIONS', '/v1/notes'),
  ];
  for (const { headers } of answers) {
    equal(headers.get('x-content-type-options'), 'nosniff');
    match(headers.get('content-security-policy') ?? '', /default-src 'none'; frame-ancestors 'none'/);
  }
});

test('HT10: a problem is application/problem+json with all its members, and is not cached', async () => {
  const { headers, json } = await smallEdge().send('GET', '/v1/nothing', undefined, { 'x-request-id': 'r1' });
  equal(headers.get('content-type'), 'application/problem+json');
  equal(headers.get('cache-control'), 'no-store');
  deepEqual(json, {
    type: 'urn:touchline:problem:no-such-route',
    title: 'No such route',
    status: 404,
    code: 'no-such-route',
    detail: 'There is nothing at this path. /openapi.json lists what there is.',
    requestId: 'r1',
  });
});

test('HT21: health is always 200; readiness tells its reasons; metrics are text', async () => {
  const { send } = smallEdge(
    {},
    { ready: () => ({ ready: false, reasons: ['feed is catching up'] }), metrics: () => 'up 1\n' },
  );
  deepEqual((await send('GET', '/healthz')).json, { status: 'ok' });
  const ready = await send('GET', '/readyz');
  deepEqual([ready.status, ready.json], [503, { ready: false, reasons: ['feed is catching up'] }]);
  equal((await smallEdge().send('GET', '/readyz')).status, 200);
  equal((await send('GET', '/metrics')).text, 'up 1\n');
  equal((await smallEdge().send('GET', '/metrics')).status, 404);
});

test('HT21: the contract is served and can be revalidated', async () => {
  const { send } = smallEdge();
  for (const path of ['/openapi.json', '/asyncapi.json']) {
    const first = await send('GET', path);
    equal(first.status, 200);
    const again = await send('GET', path, undefined, { 'if-none-match': first.headers.get('etag') ?? '' });
    equal(again.status, 304);
  }
});

test('HT24: each request is seen once, under its declared path; unknown ones share a label', async () => {
  const seen: RequestSeen[] = [];
  const { send } = smallEdge({}, { onRequest: (one) => seen.push(one) });
  await send('GET', `/v1/notes/${note}`);
  await send('HEAD', `/v1/notes/${note}`);
  await send('POST', notes, {}, asMember);
  await send('GET', '/v1/random-9f3');
  deepEqual(
    seen.map(({ route, method, status }) => `${method} ${route} ${status}`),
    [
      'GET /v1/notes/:note 200',
      'HEAD /v1/notes/:note 200',
      'POST /v1/boards/:board/notes 400',
      'GET none 404',
    ],
  );
  ok(seen.every(({ ms }) => ms >= 0));
});

test('HT24: an extra route that throws is a problem too', async () => {
  const { send } = smallEdge({}, { extra: (app) => app.get('/x', () => Promise.reject(new Error('inner'))) });
  const { status, json, text } = await send('GET', '/x');
  deepEqual([status, json['code'], text.includes('inner')], [500, 'internal', false]);
});

test('HT25: HEAD answers as GET does, without a body', async () => {
  const head = await smallEdge().send('HEAD', `/v1/notes/${note}`);
  deepEqual([head.status, head.text], [200, '']);
  ok(head.headers.get('etag'));
});
