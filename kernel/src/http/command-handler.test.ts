import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Fault, type FaultCode } from '../fault.ts';
import { refuse } from '../refusal.ts';
import { asAdministrator, asMember, board, done, member, note, smallEdge } from './testing/small-edge.ts';

const notes = `/v1/boards/${board}/notes`;

test('HT11: a refusal answers with its declared status, code, text and details', async () => {
  const answers = { 'board-full': 422, 'no-such-board': 404, 'note-there': 409 };
  for (const [code, status] of Object.entries(answers)) {
    const { send } = smallEdge({ execute: () => Promise.resolve(refuse(code, { free: 0 })) });
    const answer = await send('POST', notes, { text: 'x' }, asMember);
    deepEqual([answer.status, answer.json['code'], answer.json['details']], [status, code, { free: 0 }]);
  }
});

test('HT35: only a command that issues tokens is told the User-Agent, and not more than 512 characters of it', async () => {
  const { send, asked } = smallEdge();
  const headers = { 'user-agent': `Mozilla/5.0 ${'x'.repeat(600)}` };
  await send('POST', '/v1/entries', {}, headers);
  await send('POST', '/v1/entries', {});
  await send('POST', '/v1/knocks', {}, headers);
  deepEqual(
    asked.map(({ call }) => ('userAgent' in call ? call.userAgent : 'not told')),
    [`Mozilla/5.0 ${'x'.repeat(500)}`, 'not told', 'not told'],
  );
});

test('HT11: 429 carries Retry-After, from the refusal where it says so', async () => {
  const { send } = smallEdge({ execute: () => Promise.resolve(refuse('too-fast', { retryAfterS: 11.2 })) });
  const answer = await send('POST', notes, { text: 'x' }, asMember);
  deepEqual([answer.status, answer.headers.get('retry-after')], [429, '12']);
});

test('HT11: a used idempotency key is 409; an undeclared code is 422 and is reported', async () => {
  const reported: unknown[] = [];
  const refusing = (code: string) =>
    smallEdge({ execute: () => Promise.resolve(refuse(code)) }, { onError: (error) => reported.push(error) });
  const used = await refusing('idempotency-key-reused').send('POST', notes, { text: 'x' }, asMember);
  deepEqual([used.status, used.json['code'], reported.length], [409, 'idempotency-key-reused', 0]);
  const odd = await refusing('constructor').send('POST', notes, { text: 'x' }, asMember);
  deepEqual([odd.status, odd.json['code'], reported.length], [422, 'constructor', 1]);
});

test('HT12: each fault has its status; 503 says when to come back; causes stay inside', async () => {
  const expected: Record<FaultCode, number> = {
    'outcome-unknown': 500,
    'storage-full': 507,
    overloaded: 503,
    draining: 503,
    'read-only': 503,
    contention: 503,
    'not-yet-visible': 503,
    closed: 503,
    corrupt: 500,
    internal: 500,
    erased: 410,
  };
  for (const [code, status] of Object.entries(expected) as [FaultCode, number][]) {
    const seen: unknown[] = [];
    const { send } = smallEdge(
      { execute: () => Promise.reject(new Fault(code, 'inner text', { cause: new Error('secret cause') })) },
      { onError: (error) => seen.push(error) },
    );
    const answer = await send('POST', notes, { text: 'x' }, asMember);
    deepEqual([answer.status, answer.json['code']], [status, code]);
    ok(!/inner text|secret cause|\.ts/.test(answer.text));
    equal(
      seen.length,
      status === 503 || status === 410 ? 0 : 1,
      'nothing has failed here where the person is gone',
    );
    if (status === 503) match(answer.headers.get('retry-after') ?? '', /^[1-5]$/);
    else equal(answer.headers.get('retry-after'), null);
  }
});

test('HT12: an unexpected error is 500 with the request id and no word of the error', async () => {
  const seen: [unknown, string][] = [];
  const boom = new RangeError('boom in decide');
  const { send } = smallEdge(
    { execute: () => Promise.reject(boom) },
    { onError: (error, id) => seen.push([error, id]) },
  );
  const answer = await send('POST', notes, { text: 'x' }, asMember);
  deepEqual([answer.status, answer.json['code']], [500, 'internal']);
  ok(!answer.text.includes('boom'));
  deepEqual(seen, [[boom, answer.json['requestId']]]);
});

test('HT12: a failing authentication is a fault, not a stranger', async () => {
  const failing = { authenticate: () => Promise.reject(new Fault('overloaded', 'too many logins')) };
  equal((await smallEdge({}, failing).send('GET', `/v1/notes/${note}`, undefined, asMember)).status, 503);
});

test('HT17: POST with an answer is 201, others 200, without one 204; never cached, with the position', async () => {
  const { send } = smallEdge();
  const made = await send('POST', notes, { text: 'x' }, asMember);
  deepEqual([made.status, made.json, made.headers.get('touchline-position')], [201, { id: board }, '0.7']);
  equal(made.headers.get('cache-control'), 'no-store');
  equal((await send('PUT', `/v1/boards/${board}`, { name: 'x' }, asAdministrator)).status, 200);
  const silent = smallEdge({
    execute: () => Promise.resolve(done({ body: undefined, positions: new Map() })),
  });
  const none = await silent.send('DELETE', `${notes}/${note}`, undefined, asMember);
  deepEqual([none.status, none.text, none.headers.get('touchline-position')], [204, '', null]);
});

test('HT18: an idempotency key becomes a command id of this caller and this command', async () => {
  const { send, asked } = smallEdge();
  await send('POST', notes, { text: 'x' }, { ...asMember, 'idempotency-key': 'k-1' });
  await send('POST', '/v1/knocks', undefined, { 'idempotency-key': 'k-1' });
  deepEqual(
    asked.map(({ call }) => ('commandId' in call ? call.commandId : undefined)),
    [`${member.actor}:PinNote:k-1`, 'anyone:Knock:k-1'],
  );
});

test('HT18: a key that is empty, too long or not visible ASCII is a fault', async () => {
  const { send, asked } = smallEdge();
  for (const key of ['', 'x'.repeat(256), 'a b', 'é', 'a, b']) {
    const answer = await send('POST', '/v1/knocks', undefined, { 'idempotency-key': key });
    deepEqual([answer.status, answer.json['code']], [400, 'invalid-input'], key);
  }
  equal((await send('POST', '/v1/knocks', undefined, { 'idempotency-key': 'x'.repeat(255) })).status, 201);
  equal(asked.length, 1);
});

test('HT19: a repeated command says so and is answered as the first was', async () => {
  const { send } = smallEdge({ execute: () => Promise.resolve(done({ repeated: true })) });
  const again = await send('POST', notes, { text: 'x' }, { ...asMember, 'idempotency-key': 'k' });
  deepEqual(
    [again.status, again.json, again.headers.get('idempotency-replayed')],
    [201, { id: board }, 'true'],
  );
  const once = await smallEdge().send('POST', notes, { text: 'x' }, asMember);
  equal(once.headers.get('idempotency-replayed'), null);
});
