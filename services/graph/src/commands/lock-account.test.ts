import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { AccountLocked, AccountUnlocked } from '../published.ts';
import { lockAccount } from './lock-account.ts';

const locked = AccountLocked({ person: 'kai' });
const unlocked = AccountUnlocked({ person: 'kai' });
const kai = { actor: 'kai' };

test('an account begins unlocked and is locked once', () => {
  given(lockAccount, [], kai).when({}).gives([locked]);
  given(lockAccount, [locked], kai).when({}).gives([]);
  given(lockAccount, [locked, unlocked], kai).when({}).gives([locked]);
});
