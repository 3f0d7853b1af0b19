import { describe, test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { SessionsRevoked } from '../account/account.ts';
import { standingStillAt } from '../known/own-standing.ts';
import { AccountRegistered, AccountSuspended, AdministratorAppointed, RoleGiven } from '../published.ts';
import { endAccountSessions } from './end-account-sessions.ts';
import { giveRole } from './give-role.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const eva = { id, actor: 'eva', roles: ['administrator'], facts: { version: 4, administers: true } };
const still = standingStillAt('eva', 4);
const registered = AccountRegistered({ account: id, handle: 'kai', name: 'Kai' });
const revoked = (epoch: number) =>
  SessionsRevoked({ account: id, epoch, kept: null, reason: 'by-administrator' });

describe('giving a role', () => {
  test('ends the sessions that have the old one, also when it is taken', () => {
    const operator = RoleGiven({ account: id, role: 'console-operator' });
    given(giveRole, [registered], eva)
      .when({ account: id, role: 'console-operator' })
      .gives([operator, revoked(1)], [still]);
    given(giveRole, [registered, AdministratorAppointed({ account: id }), revoked(1)], eva)
      .when({ account: id, role: 'none' })
      .gives([RoleGiven({ account: id, role: 'none' }), revoked(2)], [still]);
    given(giveRole, [registered, operator], eva).when({ account: id, role: 'console-operator' }).gives([]);
  });

  test('is for administrators, about others', () => {
    const wish = { account: id, role: 'administrator' } as const;
    given(giveRole, [registered], { ...eva, roles: ['console-operator'] })
      .when(wish)
      .refuses('not-allowed');
    given(giveRole, [registered], { ...eva, actor: id })
      .when(wish)
      .refuses('yourself');
    given(giveRole, [registered, AccountSuspended({ account: id })], eva)
      .when(wish)
      .refuses('is-suspended');
  });

  test('is for who administers still, and for the key of the server, which has no account', () => {
    const wish = { account: id, role: 'console-viewer' } as const;
    given(giveRole, [registered], eva)
      .when(wish, { facts: { version: 5, administers: false } })
      .refuses('not-allowed');
    given(giveRole, [registered], eva)
      .when(wish, { facts: null })
      .gives([RoleGiven(wish), revoked(1)]);
  });
});

test('an administrator logs an account out everywhere', () => {
  given(endAccountSessions, [registered, revoked(1)], { ...eva, facts: undefined })
    .when({ account: id })
    .gives([revoked(2)]);
  given(endAccountSessions, [registered], { ...eva, facts: undefined, roles: [] })
    .when({ account: id })
    .refuses('not-allowed');
});
