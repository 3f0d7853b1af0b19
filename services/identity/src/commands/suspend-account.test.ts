import { describe, test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { SessionsRevoked } from '../account/account.ts';
import {
  AccountRegistered,
  AccountRestored,
  AccountSuspended,
  AdministratorAppointed,
} from '../published.ts';
import { restoreAccount } from './restore-account.ts';
import { suspendAccount } from './suspend-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const eva = { id, actor: 'eva', roles: ['administrator'] };
const registered = AccountRegistered({ account: id, handle: 'kai', name: 'Kai' });
const suspended = AccountSuspended({ account: id });
const revoked = SessionsRevoked({ account: id, epoch: 1, kept: null, reason: 'by-administrator' });

describe('suspending an account', () => {
  test('ends all its sessions with it; twice is once', () => {
    given(suspendAccount, [registered], eva).when({ account: id }).gives([suspended, revoked]);
    given(suspendAccount, [registered, suspended], eva).when({ account: id }).gives([]);
  });

  test('is for administrators, about others, who are none themselves', () => {
    given(suspendAccount, [registered], { ...eva, roles: ['console-operator'] })
      .when({ account: id })
      .refuses('not-allowed');
    given(suspendAccount, [registered], { ...eva, actor: id })
      .when({ account: id })
      .refuses('yourself');
    given(suspendAccount, [], eva).when({ account: id }).refuses('no-such-account');
    given(suspendAccount, [registered, AdministratorAppointed({ account: id })], eva)
      .when({ account: id })
      .refuses('is-administrator');
  });

  test('comes to an end; where there is none, nothing happens', () => {
    given(restoreAccount, [registered, suspended], eva)
      .when({ account: id })
      .gives([AccountRestored({ account: id })]);
    given(restoreAccount, [registered], eva).when({ account: id }).gives([]);
    given(restoreAccount, [registered, suspended], { ...eva, roles: [] })
      .when({ account: id })
      .refuses('not-allowed');
  });
});
