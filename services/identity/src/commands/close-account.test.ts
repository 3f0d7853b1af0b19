import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { account, PasswordChanged, PasswordChosen, SessionsRevoked } from '../account/account.ts';
import { AccountClosed, AccountRegistered, HandleChanged } from '../published.ts';
import { session } from '../session/session.ts';
import { testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { changeHandle } from './change-handle.ts';
import { closeAccount } from './close-account.ts';
import { endStaleSession } from './end-stale-session.ts';
import { openSession } from './open-session.ts';
import { refreshSession } from './refresh-session.ts';
import { registerAccount } from './register-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const hash = '$argon2id$plain$wet grass and late trains';
const kai = { handle: 'kai', email: 'kai@example.org', password: 'wet grass and late trains', name: 'Kai' };
const { password } = kai;
const happened = [
  AccountRegistered({ account: id, handle: 'kai', name: 'Kai' }),
  PasswordChosen({ account: id, hash }),
  HandleChanged({ account: id, from: 'kai', to: 'kai_runs' }),
];
const right = { outcome: 'right', checkedHash: hash } as const;
const context = { id, actor: id, facts: right };
const command = () => closeAccount(testParts());

test('all sessions end, then the account, with every handle it had', () => {
  given(command(), happened, context)
    .when({ password })
    .gives([
      SessionsRevoked({ account: id, epoch: 1, kept: null, reason: 'account-closed' }),
      AccountClosed({ account: id, handles: ['kai', 'kai_runs'], by: 'its-owner' }),
    ]);
});

for (const outcome of ['wrong-password', 'too-many-attempts', 'busy'] as const)
  test(`what was found beforehand is refused: ${outcome}`, () => {
    given(command(), happened, { ...context, facts: { outcome } })
      .when({ password })
      .refuses(outcome);
  });

test('a password that changed since it was compared closes nothing', () => {
  given(command(), [...happened, PasswordChanged({ account: id, hash: `${hash}!` })], context)
    .when({ password })
    .refuses('wrong-password');
});

test('nobody closes the account of another, and no account is closed twice', () => {
  given(command(), happened, { ...context, actor: 'ana' })
    .when({ password })
    .refuses('no-such-account');
  given(command(), [...happened, AccountClosed({ account: id, handles: ['kai'], by: 'its-owner' })], context)
    .when({ password })
    .refuses('no-such-account');
});

async function registered() {
  const parts = testParts();
  const all = world();
  const { id: owner } = await all.run(registerAccount(parts), kai);
  const logIn = () => all.run(openSession(parts), { login: 'kai', password });
  const close = (wish = password) =>
    all.run(closeAccount(parts), { password: wish }, { actor: owner, session: null, roles: [] });
  const register = (change: Partial<typeof kai>) => all.run(registerAccount(parts), { ...kai, ...change });
  return { ...all, parts, owner, logIn, close, register };
}

test('it takes the password, and guesses are counted', async () => {
  const { close } = await registered();
  const answers = [];
  for (let i = 0; i < 12; i++) answers.push((await close(`guess ${i}`)).refusal);
  assert.deepEqual([answers[9], answers[10]], ['wrong-password', 'too-many-attempts']);
});

test('from then on nobody logs in to it, renews its tokens or changes it', async () => {
  const { close, logIn, run, parts, owner } = await registered();
  const { refreshToken } = (await logIn()).body as { refreshToken: string };
  assert.equal((await close()).refusal, undefined);
  assert.equal((await logIn()).refusal, 'wrong-login');
  assert.equal((await run(refreshSession(parts), { refreshToken })).refusal, 'refresh-token-invalid');
  const renamed = await run(changeHandle, { handle: 'other' }, { actor: owner, session: null, roles: [] });
  assert.equal(renamed.refusal, 'no-such-account');
});

test('a log-in that finishes after the end opens a session that is over already', async () => {
  const { close, begin, parts, run, stateOf } = await registered();
  const late = await begin(openSession(parts), { login: 'kai', password });
  await close();
  const { id: opened } = await late();
  await run(endStaleSession, { session: opened });
  const { state } = stateOf(session, opened);
  assert.deepEqual([state.status, state.status === 'ended' && state.reason], ['ended', 'account-closed']);
});

test('the handle stays reserved; the e-mail address is free for one new account', async () => {
  const { close, register, begin, parts } = await registered();
  await close();
  assert.equal((await register({ email: 'other@example.org' })).refusal, 'handle-taken');
  const late = await begin(registerAccount(parts), { ...kai, handle: 'second' });
  assert.equal((await register({ handle: 'first' })).refusal, undefined);
  assert.equal((await late()).refusal, 'email-taken');
  assert.equal((await register({ handle: 'third' })).refusal, 'email-taken');
});

test('a person whose key is gone has no account, also where no event closed it', () => {
  const nameless = { ...AccountRegistered({ account: id, handle: 'kai', name: 'Kai' }) };
  const data = { ...nameless.data, name: { erased: true } };
  const state = account.evolve.AccountRegistered({ status: 'none' }, { ...nameless, data } as never);
  assert.equal(state.status, 'closed');
});
