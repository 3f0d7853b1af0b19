import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../fault.ts';
import { refuse } from '../refusal.ts';
import { asMember, board, member, note, smallEdge } from './testing/small-edge.ts';

const notes = `/v1/boards/${board}/notes`;

test('HT20: beyond the limit requests are shed with 503, Retry-After and a closed connection; the other class goes on', async () => {
  const gate = Promise.withResolvers<object>();
  const { send } = smallEdge({ query: () => gate.promise }, { limits: { readsInFlightMax: 2 } });
  const path = `/v1/notes/${note}`;
  const taken = [send('GET', path), send('GET', path)];
  const shed = await send('GET', path);
  deepEqual([shed.status, shed.json['code'], shed.headers.get('connection')], [503, 'overloaded', 'close']);
  match(shed.headers.get('retry-after') ?? '', /^[1-5]$/);
  equal((await send('POST', notes, { text: 'x' }, asMember)).status, 201);
  equal((await send('GET', '/healthz')).status, 200);
  gate.resolve({});
  for (const { status } of await Promise.all(taken)) equal(status, 200);
  equal((await send('GET', path)).status, 200);
});

test('HT20: a place is given back after faults and refusals', async () => {
  const { send } = smallEdge(
    {
      execute: () => Promise.reject(new Fault('contention', 'again')),
      query: () => Promise.resolve(refuse('no-such-note')),
    },
    { limits: { readsInFlightMax: 1, writesInFlightMax: 1 } },
  );
  for (const code of ['contention', 'contention', 'contention']) {
    equal((await send('POST', notes, { text: 'x' }, asMember)).json['code'], code);
    equal((await send('GET', `/v1/notes/${note}`)).status, 404);
  }
});

test('HT20: the limit holds also where many were let in to authenticate at once', async () => {
  const gate = Promise.withResolvers<object>();
  const { send, asked } = smallEdge(
    { query: () => gate.promise },
    { limits: { readsInFlightMax: 1 }, authenticate: () => Promise.resolve(member) },
  );
  const path = `/v1/notes/${note}`;
  const all = [1, 2, 3].map(() => send('GET', path, undefined, asMember));
  equal((await Promise.any(all.slice(1))).status, 503);
  gate.resolve({});
  deepEqual(
    (await Promise.all(all)).map(({ status }) => status),
    [200, 503, 503],
  );
  equal(asked.length, 1);
});
