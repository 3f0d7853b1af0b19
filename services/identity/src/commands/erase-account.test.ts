import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { SessionsRevoked } from '../account/account.ts';
import { standingStillAt } from '../known/own-standing.ts';
import { AccountClosed, AccountRegistered } from '../published.ts';
import { eraseAccount } from './erase-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const happened = [AccountRegistered({ account: id, handle: 'kai', name: 'Kai' })];
const administrator = { id, actor: 'boss', roles: ['administrator'], facts: null };
const ended = [
  SessionsRevoked({ account: id, epoch: 1, kept: null, reason: 'account-closed' }),
  AccountClosed({ account: id, handles: ['kai'], by: 'administrator' }),
];

test('an administrator ends the account of someone, once', () => {
  given(eraseAccount, happened, administrator).when({ account: id }).gives(ended);
  given(eraseAccount, [...happened, ...ended], administrator)
    .when({ account: id })
    .gives([]);
});

test('an administrator who has an account still administers as it is written', () => {
  given(eraseAccount, happened, { ...administrator, facts: { version: 4, administers: true } })
    .when({ account: id })
    .gives(ended, [standingStillAt('boss', 4)]);
  given(eraseAccount, happened, { ...administrator, facts: { version: 5, administers: false } })
    .when({ account: id })
    .refuses('not-allowed');
});

test('there must be one', () => {
  given(eraseAccount, [], administrator).when({ account: id }).refuses('no-such-account');
});

test('nobody else does, nor the person themselves this way', () => {
  given(eraseAccount, happened, { id, actor: id, facts: null }).when({ account: id }).refuses('not-allowed');
});
