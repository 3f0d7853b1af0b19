import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { asAdministrator, asMember, board, done, note, smallEdge } from './testing/small-edge.ts';

const notes = `/v1/boards/${board}/notes`;

test('HT5: all faults of an input are listed at once, each with its place', async () => {
  const { send, asked } = smallEdge();
  const body = { text: '', tags: ['a', 7], weight: -1, extra: true, board };
  const headers = { ...asMember, 'idempotency-key': 'a b' };
  const { status, json } = await send('POST', '/v1/boards/short/notes', body, headers);
  deepEqual([status, json['code'], json['status']], [400, 'invalid-input', 400]);
  deepEqual(
    (json['faults'] as { in: string; path: string }[]).map((fault) => `${fault.in} ${fault.path}`).toSorted(),
    [
      'body board',
      'body extra',
      'body tags.1',
      'body text',
      'body weight',
      'header Idempotency-Key',
      'path board',
    ],
  );
  equal(asked.length, 0);
});

test('HT5: unknown and repeated query parameters are faults', async () => {
  const { send } = smallEdge();
  const faults = async (search: string) => {
    const { status, json } = await send('GET', `/v1/notes?${search}`);
    return [
      status,
      ...((json['faults'] ?? []) as { in: string; path: string }[]).map((f) => `${f.in} ${f.path}`),
    ];
  };
  deepEqual(await faults('page=2'), [400, 'query page']);
  deepEqual(await faults('limit=2&limit=3'), [400, 'query limit']);
  for (const limit of ['1e1', '0x10', '%205', '5.0', '+5', '05', '', 'Infinity'])
    deepEqual(await faults(`limit=${limit}`), [400, 'query limit'], limit);
  deepEqual(await faults('limit=many&before=%00'), [400, 'query before', 'query limit']);
  deepEqual(await faults('__proto__=1'), [400, 'query __proto__']);
  deepEqual((await faults(Array.from({ length: 70 }, (_, i) => `p${i}=1`).join('&')))[0], 400);
});

test('HT5: what should be a number and is none is told once, as what it is', async () => {
  const { send } = smallEdge();
  const told = async (limit: string) => {
    const { json } = await send('GET', `/v1/notes?limit=${limit}`);
    return (json['faults'] as { what: string }[]).map(({ what }) => what);
  };
  for (const [limit, found] of [
    ['abc', 'text'],
    ['NaN', 'text'],
    ['', 'nothing'],
    ['%20', 'nothing'],
    ['1e1', 'a number in another form'],
    ['%2B5', 'a number in another form'],
    ['5.0', 'a number in another form'],
  ] as const)
    deepEqual(await told(limit), [`Expected a whole number in digits, such as 30; found ${found}.`], limit);
});

test('HT5: a fault does not repeat the value that was sent', async () => {
  const { text } = await smallEdge().send('POST', notes, { text: { secret: 'hunter2' } }, asMember);
  ok(!text.includes('hunter2'));
});

test('HT5: of the forms of a union, the faults of the nearest are told', async () => {
  const { json } = await smallEdge().send(
    'PUT',
    `/v1/boards/${board}`,
    { name: 'x', form: 1.5 },
    asAdministrator,
  );
  equal((json['faults'] as { path: string }[])[0]?.path, 'form');
});

test('HT6: no body is an empty object, with any content type', async () => {
  const { send, asked } = smallEdge({ execute: () => Promise.resolve(done({ body: undefined })) });
  equal((await send('DELETE', `${notes}/${note}`, undefined, asMember)).status, 204);
  equal((await send('POST', '/v1/knocks', '', { 'content-type': 'text/plain' })).status, 204);
  deepEqual(asked[1]?.input, {});
});

test('HT6: malformed JSON and broken UTF-8 are 400, other types and encodings 415', async () => {
  const { send, app } = smallEdge();
  const bad = await send('POST', notes, '{"text":', asMember);
  deepEqual([bad.status, bad.json['code']], [400, 'malformed-json']);
  const init = { method: 'POST', headers: { ...asMember, 'content-type': 'application/json' } };
  const bytes = Uint8Array.from([...Buffer.from('{"text":"'), 0xc3, 0x28, ...Buffer.from('"}')]);
  equal((await app.request(notes, { ...init, body: bytes })).status, 400);
  for (const type of [
    'text/plain',
    'application/json; charset=latin1',
    'application/x-www-form-urlencoded',
    '',
  ]) {
    equal(
      (await send('POST', notes, '{"text":"x"}', { ...asMember, 'content-type': type })).status,
      415,
      type,
    );
  }
  const zipped = { ...asMember, 'content-encoding': 'gzip' };
  equal((await send('POST', notes, { text: 'x' }, zipped)).status, 415);
  for (const type of ['application/json;charset=UTF-8', 'application/merge-patch+json', 'APPLICATION/JSON']) {
    equal(
      (await send('POST', notes, { text: 'x' }, { ...asMember, 'content-type': type })).status,
      201,
      type,
    );
  }
});

test('HT6: a body longer than the command allows is 413, by its own limit and by the default', async () => {
  const { send, asked } = smallEdge();
  const long = await send('PUT', `/v1/boards/${board}`, { name: 'x'.repeat(64) }, asAdministrator);
  deepEqual([long.status, long.json['code'], long.json['maximum']], [413, 'body-too-large', 64]);
  equal((await send('POST', notes, { text: 'x'.repeat(16 * 1024) }, asMember)).status, 413);
  equal((await send('PUT', `/v1/boards/${board}`, { name: 'x' }, asAdministrator)).status, 200);
  equal(asked.length, 1);
});

test('HT6: a body that is no object is a fault, not a crash', async () => {
  const { send } = smallEdge();
  for (const body of ['[]', '7', 'null', '"x"', 'true']) {
    const { status, json } = await send('POST', notes, body, asMember);
    deepEqual([status, json['code']], [400, 'invalid-input'], body);
  }
});
