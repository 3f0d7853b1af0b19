import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MemoryLook, ViewType } from '@touchline/kernel';
import { recorded } from '@touchline/kernel/testing';
import { SessionsRevoked } from '../account/account.ts';
import { SessionEnded } from '../published.ts';
import { SessionOpened } from '../session/session.ts';
import { myAccount } from '../known/my-account.ts';
import { endedSessions } from './ended-sessions.ts';

const kai = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const phone = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const laptop = '01k9w3m8x2f7qtb6s5n0v4c1d1';

const opened = (session: string, epoch = 0) =>
  recorded<typeof SessionOpened>(SessionOpened({ session, account: kai, epoch, roles: [] }));
const ended = (session: string) =>
  recorded<typeof SessionEnded>(SessionEnded({ session, account: kai, reason: 'revoked' }));
const revoked = (epoch: number, kept: string | null) =>
  recorded<typeof SessionsRevoked>(SessionsRevoked({ account: kai, epoch, kept, reason: 'logged-out' }));

/** Rows as they were when this process started; reads and waits are counted. */
function started(
  rows: {
    sessions?: Record<string, { epoch: number; ended: boolean }>;
    revocation?: { epoch: number; kept: string | null };
  } = {},
) {
  const seen = { reads: 0, waits: 0 };
  const gate: { pass: Promise<void> } = { pass: Promise.resolve() };
  const get = async (view: ViewType, key: string): Promise<unknown> => {
    seen.reads++;
    const found =
      (view as unknown) === myAccount
        ? { revocation: rows.revocation ?? { epoch: 0, kept: null } }
        : rows.sessions?.[key];
    await gate.pass;
    return found;
  };
  const caughtUp = (): Promise<void> => {
    seen.waits++;
    return Promise.resolve();
  };
  const memory = endedSessions.start({ get, caughtUp } as unknown as MemoryLook);
  return { memory, seen, gate };
}

test('a session that ends while this process runs is over at once, without a read', async () => {
  const { memory, seen } = started();
  memory.apply(opened(phone));
  assert.equal(await memory.isEnded(phone, kai), false);
  const { reads } = seen;
  for (const session of [phone, laptop]) memory.apply(ended(session));
  for (const session of [phone, laptop]) assert.equal(memory.isEnded(session, kai), true);
  assert.equal(memory.isEnded(laptop, 'an account not met yet'), true);
  assert.equal(seen.reads, reads);
});

test('what ended before this process started is read once rows are up to date, and kept', async () => {
  const { memory, seen } = started({
    sessions: { [phone]: { epoch: 0, ended: true }, [laptop]: { epoch: 0, ended: false } },
  });
  assert.equal(await memory.isEnded(phone, kai), true);
  assert.equal(await memory.isEnded(laptop, kai), false);
  assert.equal(seen.waits, 2);
  assert.equal(memory.isEnded(phone, kai), true);
  assert.equal(memory.isEnded(laptop, kai), false);
});

test('a revocation ends all sessions of earlier epochs at once, but for the kept one and later ones', async () => {
  const { memory } = started();
  for (const event of [opened(phone), opened(laptop), revoked(1, laptop)]) memory.apply(event);
  assert.equal(memory.isEnded(phone, kai), true);
  assert.equal(memory.isEnded(laptop, kai), false);
  memory.apply(opened(kai, 1));
  assert.equal(memory.isEnded(kai, kai), false);
});

test('a revocation of before this process started counts too', async () => {
  const { memory } = started({
    sessions: { [phone]: { epoch: 0, ended: false } },
    revocation: { epoch: 1, kept: laptop },
  });
  assert.equal(await memory.isEnded(phone, kai), true);
});

for (const [what, event] of Object.entries({ end: ended(phone), revocation: revoked(1, null) }))
  test(`an ${what} that comes while the rows are being read wins over them`, async () => {
    const { memory, gate } = started({ sessions: { [phone]: { epoch: 0, ended: false } } });
    const { promise, resolve } = Promise.withResolvers<void>();
    gate.pass = promise;
    const asked = memory.isEnded(phone, kai);
    await Promise.resolve();
    memory.apply(event);
    resolve();
    assert.equal(await asked, true);
    assert.equal(memory.isEnded(phone, kai), true);
  });

test('an opening older than the row that was read does not bring a session back', async () => {
  const { memory } = started({ sessions: { [phone]: { epoch: 0, ended: true } } });
  await memory.isEnded(phone, kai);
  memory.apply(opened(phone));
  assert.equal(await memory.isEnded(phone, kai), true);
});

test('a revocation older than the row that was read does not bring a session back', async () => {
  const rows = { sessions: { [laptop]: { epoch: 0, ended: false } }, revocation: { epoch: 2, kept: null } };
  const { memory } = started(rows);
  await memory.isEnded(laptop, kai);
  memory.apply(revoked(1, laptop));
  assert.equal(memory.isEnded(laptop, kai), true);
});

test('a session without a row yet, opened a moment ago elsewhere, is not over', async () => {
  const { memory } = started();
  assert.equal(await memory.isEnded(phone, kai), false);
});

test('after a reset everything is read anew: sessions and revocations may have changed', async () => {
  const sessions = { [phone]: { epoch: 0, ended: false }, [laptop]: { epoch: 0, ended: false } };
  const rows: Parameters<typeof started>[0] = { sessions };
  const { memory } = started(rows);
  for (const session of [phone, laptop]) assert.equal(await memory.isEnded(session, kai), false);
  sessions[phone] = { epoch: 0, ended: true };
  memory.reset();
  assert.deepEqual([await memory.isEnded(phone, kai), await memory.isEnded(laptop, kai)], [true, false]);
  memory.reset();
  rows.revocation = { epoch: 1, kept: phone };
  assert.equal(await memory.isEnded(laptop, kai), true);
});
