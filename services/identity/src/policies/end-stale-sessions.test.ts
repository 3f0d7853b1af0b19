import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect, Look } from '@touchline/kernel';
import { recorded } from '@touchline/kernel/testing';
import { SessionsRevoked } from '../account/account.ts';
import { endStaleSession } from '../commands/end-stale-session.ts';
import { SessionOpened } from '../session/session.ts';
import { endStaleSessions } from './end-stale-sessions.ts';

const person = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const sessionId = (n: number): string => `01k9w3m8x2f7qtb6s5n0v4c${String(n).padStart(3, '0')}`;
const policy = endStaleSessions(endStaleSession);

function looking(open: number, epoch = 1): Look {
  const ids = Array.from({ length: open }, (_, i) => sessionId(i));
  return {
    range: (_view: unknown, _index: unknown, { limit, after = '0' }: { limit: number; after?: string }) => {
      const from = Number(after);
      const next = from + limit < ids.length ? String(from + limit) : undefined;
      return { rows: [], keys: ids.slice(from, from + limit), next };
    },
    state: () => ({
      state: { status: 'open', revocation: { epoch, kept: sessionId(7), reason: 'logged-out' } },
      version: 1,
    }),
  } as unknown as Look;
}
const named = (effects: readonly Effect[]) =>
  effects.map((effect) => ('send' in effect ? (effect.input as { session: string }).session : ''));

test('each open session is looked at, over all pages, but for the kept one', async () => {
  const revoked = recorded<typeof SessionsRevoked>(
    SessionsRevoked({ account: person, epoch: 1, kept: sessionId(3), reason: 'password-changed' }),
  );
  const sent = named(await policy.react.SessionsRevoked(revoked, looking(450)));
  assert.equal(sent.length, 449);
  assert.equal(sent.includes(sessionId(3)), false);
  assert.equal(new Set(sent).size, 449);
});

test('what one event sends is bounded', async () => {
  const revoked = recorded<typeof SessionsRevoked>(
    SessionsRevoked({ account: person, epoch: 1, kept: null, reason: 'logged-out' }),
  );
  assert.equal((await policy.react.SessionsRevoked(revoked, looking(999_999))).length, 2000);
});

test('a session opened in an earlier epoch than the account is in now is met; others are left alone', async () => {
  const opened = (n: number, epoch: number) =>
    recorded<typeof SessionOpened>(
      SessionOpened({ session: sessionId(n), account: person, epoch, roles: [] }),
    );
  assert.deepEqual(named(await policy.react.SessionOpened(opened(1, 0), looking(0))), [sessionId(1)]);
  assert.deepEqual(await policy.react.SessionOpened(opened(1, 1), looking(0)), []);
  assert.deepEqual(await policy.react.SessionOpened(opened(7, 0), looking(0)), []);
});
