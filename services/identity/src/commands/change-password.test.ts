import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PasswordChanged, PasswordChosen, SessionsRevoked } from '../account/account.ts';
import { AccountRegistered, AccountSuspended } from '../published.ts';
import { session } from '../session/session.ts';
import { testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { changePassword } from './change-password.ts';
import { endAccountSessions } from './end-account-sessions.ts';
import { endStaleSession } from './end-stale-session.ts';
import { openSession } from './open-session.ts';
import { refreshSession } from './refresh-session.ts';
import { registerAccount } from './register-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const mine = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const old = '$argon2id$plain$wet grass and late trains';
const fresh = '$argon2id$plain$dry grass and early trains';
const wish = { current: 'wet grass and late trains', new: 'dry grass and early trains' };
const happened = [
  AccountRegistered({ account: id, handle: 'kai', name: 'Kai' }),
  PasswordChosen({ account: id, hash: old }),
];
const ready = { outcome: 'ready', hash: fresh, checkedHash: old, epoch: 0 } as const;
const context = { id, actor: id, session: mine, facts: ready };
const command = () => changePassword(testParts());

test('the password changes, and all sessions but this one are over', () => {
  given(command(), happened, context)
    .when(wish)
    .gives([
      PasswordChanged({ account: id, hash: fresh }),
      SessionsRevoked({ account: id, epoch: 1, kept: mine, reason: 'password-changed' }),
    ]);
});

for (const outcome of ['wrong-password', 'password-too-weak', 'too-many-attempts', 'busy'] as const)
  test(`what was found beforehand is refused: ${outcome}`, () => {
    given(command(), happened, { ...context, facts: { outcome } })
      .when(wish)
      .refuses(outcome);
  });

test('a password that changed since it was compared is not overwritten', () => {
  given(command(), [...happened, PasswordChanged({ account: id, hash: fresh })], context)
    .when(wish)
    .refuses('wrong-password');
});

const suspended = AccountSuspended({ account: id });
const loggedOut = SessionsRevoked({ account: id, epoch: 1, kept: null, reason: 'logged-out' });
for (const [what, meanwhile, facts] of [
  ['that a log-out everywhere ended meanwhile', [loggedOut], ready],
  ['that was over before', [], { ...ready, epoch: null }],
  ['of somebody who is suspended', [suspended], ready],
] as const)
  test(`a session ${what} is not kept by a change of password`, () => {
    given(command(), [...happened, ...meanwhile], { ...context, facts })
      .when(wish)
      .refuses('session-over');
  });

test('who acts without a session has none to keep', () => {
  given(command(), [...happened, loggedOut], { ...context, session: null, facts: { ...ready, epoch: null } })
    .when(wish)
    .gives([
      PasswordChanged({ account: id, hash: fresh }),
      SessionsRevoked({ account: id, epoch: 2, kept: null, reason: 'password-changed' }),
    ]);
});

test('nobody changes the password of another', () => {
  given(command(), happened, { ...context, actor: mine })
    .when(wish)
    .refuses('no-such-account');
});

async function twoSessions() {
  const parts = testParts();
  const all = world();
  const person = { handle: 'kai', email: 'kai@example.org', password: wish.current, name: 'Kai' };
  const { id: owner } = await all.run(registerAccount(parts), person);
  const logIn = async (password = wish.current) => {
    const { id: opened, body } = await all.run(openSession(parts), { login: 'kai', password });
    return { id: opened, refreshToken: (body as { refreshToken: string }).refreshToken };
  };
  const change = (from: string, input = wish) =>
    all.run(changePassword(parts), input, { actor: owner, session: from, roles: [] });
  const refresh = async (refreshToken: string) =>
    (await all.run(refreshSession(parts), { refreshToken })).refusal;
  return { ...all, parts, owner, logIn, change, refresh };
}

test('after the change other sessions cannot renew their tokens; the one that changed it can', async () => {
  const { logIn, change, refresh } = await twoSessions();
  const [one, other] = [await logIn(), await logIn()];
  assert.equal((await change(one.id)).refusal, undefined);
  assert.equal(await refresh(other.refreshToken), 'refresh-token-invalid');
  assert.equal(await refresh(one.refreshToken), undefined);
});

test('a session that was kept once is over when another one changes the password later', async () => {
  const { logIn, change, refresh } = await twoSessions();
  const one = await logIn();
  await change(one.id);
  const other = await logIn(wish.new);
  await change(other.id, { current: wish.new, new: wish.current });
  assert.equal(await refresh(one.refreshToken), 'refresh-token-invalid');
  assert.equal(await refresh(other.refreshToken), undefined);
});

test('a log-in with the old password that finishes after the change opens a session that is over already', async () => {
  const { logIn, change, refresh, begin, parts, stateOf, run } = await twoSessions();
  const one = await logIn();
  const late = await begin(openSession(parts), { login: 'kai', password: wish.current });
  await change(one.id);
  const { id: opened, refusal } = await late();
  assert.equal(refusal, 'wrong-login');
  assert.equal(stateOf(session, opened).state.status, 'open');
  await run(endStaleSession, { session: opened });
  assert.equal(stateOf(session, opened).state.status, 'ended');
  assert.equal(await refresh(parts.refreshTokens.make(opened, 0)), 'refresh-token-invalid');
});

test('a change under way does not bring back a session that an administrator ends meanwhile', async () => {
  const { logIn, refresh, begin, parts, run, owner } = await twoSessions();
  const one = await logIn();
  const late = await begin(changePassword(parts), wish, { actor: owner, session: one.id, roles: [] });
  await run(endAccountSessions, { account: owner }, { actor: mine, session: null, roles: ['administrator'] });
  assert.equal((await late()).refusal, 'session-over');
  await run(endStaleSession, { session: one.id });
  assert.equal(await refresh(one.refreshToken), 'refresh-token-invalid');
});

test('the old password logs in no longer, the new one does', async () => {
  const { logIn, change, run, parts } = await twoSessions();
  await change((await logIn()).id);
  const refusal = async (password: string) =>
    (await run(openSession(parts), { login: 'kai', password })).refusal;
  assert.deepEqual([await refusal(wish.current), await refusal(wish.new)], ['wrong-login', undefined]);
});

test('a wrong current password is refused and counted; a weak new one is refused', async () => {
  const { logIn, change } = await twoSessions();
  const { id: opened } = await logIn();
  const { refusal, details } = await change(opened, { ...wish, new: 'my name is touchline' });
  assert.deepEqual([refusal, details], ['password-too-weak', { reason: 'about-you' }]);
  const answers = [];
  for (let i = 0; i < 12; i++)
    answers.push((await change(opened, { ...wish, current: `guess ${i}` })).refusal);
  assert.deepEqual([answers[9], answers[10]], ['wrong-password', 'too-many-attempts']);
});
