import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { AccountLocked, AccountUnlocked } from '../published.ts';
import { unlockAccount } from './unlock-account.ts';

const locked = AccountLocked({ person: 'kai' });
const unlocked = AccountUnlocked({ person: 'kai' });
const kai = { actor: 'kai' };

test('a locked account is unlocked once', () => {
  given(unlockAccount, [locked], kai).when({}).gives([unlocked]);
  given(unlockAccount, [locked, unlocked], kai).when({}).gives([]);
  given(unlockAccount, [], kai).when({}).gives([]);
});
