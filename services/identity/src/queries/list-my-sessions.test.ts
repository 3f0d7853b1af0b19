import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryCall } from '@touchline/kernel';
import { listMySessions } from './list-my-sessions.ts';

const kai = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const phone = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const nowMs = Date.parse('2026-05-01T12:00:00.000Z');
const at = (days: number): string => new Date(nowMs - days * 24 * 60 * 60 * 1000).toISOString();
const browser = { name: 'Safari', system: 'iOS' };
const row = (id: string, change: object = {}) => ({
  id,
  account: kai,
  epoch: 0,
  openedAt: at(2),
  refreshedAt: at(1),
  ended: false,
  ...change,
});

async function read(rows: object[], revocation: object = { epoch: 0, kept: null }) {
  const asked: { group: string; limit: number; after: string | undefined }[] = [];
  const range = (_view: unknown, _index: unknown, query: (typeof asked)[number]) => {
    asked.push(query);
    return { rows, keys: [], next: 'more' };
  };
  const get = () => ({ revocation });
  const look = { range, get };
  const call = { actor: kai, session: phone, roles: [], nowMs, look } as unknown as QueryCall;
  const answer = await listMySessions.read({ limit: 2, before: 'there' }, call);
  return { answer: answer as { items: { id: string; current: boolean }[] }, asked };
}

test('one’s own sessions are listed, the current one marked, page by page', async () => {
  const { answer, asked } = await read([row(phone, { browser }), row(kai)]);
  assert.deepEqual(listMySessions.answers.parse(answer), {
    items: [
      { id: phone, createdAt: at(2), lastUsedAt: at(1), browser, current: true },
      { id: kai, createdAt: at(2), lastUsedAt: at(1), current: false },
    ],
    next: 'more',
  });
  assert.deepEqual(asked, [{ group: kai, limit: 2, after: 'there' }]);
});

test('sessions that rested or lived too long are not listed', async () => {
  const { answer } = await read([
    row(phone, { openedAt: at(40), refreshedAt: at(31) }),
    row(kai, { openedAt: at(91) }),
  ]);
  assert.deepEqual(answer.items, []);
});

test('sessions that were revoked are not listed, also before it is written down for each', async () => {
  const { answer } = await read([row(phone), row(kai)], { epoch: 1, kept: phone });
  assert.deepEqual(
    answer.items.map(({ id }) => id),
    [phone],
  );
});

test('a row of someone else, should one ever come, is not shown', async () => {
  const { answer } = await read([row(phone, { account: phone })]);
  assert.deepEqual(answer.items, []);
});
