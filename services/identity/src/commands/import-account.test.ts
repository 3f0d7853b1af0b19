import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PasswordChosen } from '../account/account.ts';
import { claimHandle } from '../known/new-account.ts';
import { AccountRegistered } from '../published.ts';
import { testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { importAccount } from './import-account.ts';
import { openSession } from './open-session.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const administrator = { actor: id, session: null, roles: ['administrator'] };
const ana = { handle: 'ana', name: 'Ana Lima' };
const command = () => importAccount(testParts());

test('an administrator opens an account for someone else', () => {
  given(command(), [], { ...administrator, id, facts: { outcome: 'ready', hash: null } })
    .when(ana)
    .gives([AccountRegistered({ account: id, handle: 'ana', name: 'Ana Lima' })], [claimHandle('ana', id)]);
});

test('a password may be given', () => {
  const hash = '$argon2id$plain$wet grass and late trains';
  given(command(), [], { ...administrator, id, facts: { outcome: 'ready', hash } })
    .when({ ...ana, password: 'wet grass and late trains' })
    .gives(
      [
        AccountRegistered({ account: id, handle: 'ana', name: 'Ana Lima' }),
        PasswordChosen({ account: id, hash }),
      ],
      [claimHandle('ana', id)],
    );
});

test('nobody but an administrator may', () => {
  assert.equal(command().access, 'administrator');
  given(command(), [], { actor: id, roles: ['member'], facts: { outcome: 'ready', hash: null } })
    .when(ana)
    .refuses('not-allowed');
});

test('handles are as unique as everywhere, passwords as strong', async () => {
  const { run } = world();
  assert.equal((await run(command(), ana, administrator)).refusal, undefined);
  assert.equal((await run(command(), { ...ana, handle: 'ANA' }, administrator)).refusal, 'handle-taken');
  assert.equal((await run(command(), { ...ana, handle: 'me' }, administrator)).refusal, 'handle-reserved');
  const weak = { ...ana, handle: 'bo', password: 'password123' };
  assert.equal((await run(command(), weak, administrator)).refusal, 'password-too-weak');
});

test('nobody can log in to an account without a password', async () => {
  const { run } = world();
  await run(command(), ana, administrator);
  assert.equal(
    (await run(openSession(testParts()), { login: 'ana', password: 'null' })).refusal,
    'wrong-login',
  );
});
