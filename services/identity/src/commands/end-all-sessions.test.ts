import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { SessionsRevoked } from '../account/account.ts';
import { AccountRegistered } from '../published.ts';
import { endAllSessions } from './end-all-sessions.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const registered = AccountRegistered({ account: id, handle: 'kai', name: 'Kai' });
const revoked = (epoch: number) => SessionsRevoked({ account: id, epoch, kept: null, reason: 'logged-out' });

test('logging out everywhere keeps no session', () => {
  given(endAllSessions, [registered], { id, actor: id })
    .when({})
    .gives([revoked(1)]);
});

test('each time ends what was opened since the last', () => {
  given(endAllSessions, [registered, revoked(1)], { id, actor: id })
    .when({})
    .gives([revoked(2)]);
});

test('only the owner of an account logs it out', () => {
  given(endAllSessions, [registered], { id, actor: 'another', roles: ['administrator'] })
    .when({})
    .refuses('no-such-account');
  given(endAllSessions, [], { id, actor: id }).when({}).refuses('no-such-account');
});
