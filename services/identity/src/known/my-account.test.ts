import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erased } from '@touchline/kernel';
import { recorded, rowsAfter } from '@touchline/kernel/testing';
import { EmailGiven, SessionsRevoked } from '../account/account.ts';
import { AccountRegistered, AdministratorAppointed, HandleChanged } from '../published.ts';
import { myAccount } from './my-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const registered = recorded<typeof AccountRegistered>(
  AccountRegistered({ account: id, handle: 'kai', name: 'Kai Novak' }),
  { id },
);
const given = recorded<typeof EmailGiven>(EmailGiven({ account: id, email: 'kai@example.org' }), { id });

test('an account is shown as its events left it', () => {
  const rows = rowsAfter(myAccount, [
    registered,
    given,
    recorded<typeof AdministratorAppointed>(AdministratorAppointed({ account: id }), { id }),
    recorded<typeof HandleChanged>(HandleChanged({ account: id, from: 'kai', to: 'kai_rides' }), { id }),
    recorded<typeof SessionsRevoked>(
      SessionsRevoked({ account: id, epoch: 2, kept: id, reason: 'logged-out' }),
      { id },
    ),
  ]);
  const row = {
    id,
    handle: 'kai_rides',
    name: 'Kai Novak',
    email: 'kai@example.org',
    roles: ['administrator'],
    registeredAt: '2026-05-01T12:00:00.000Z',
    revocation: { epoch: 2, kept: id },
  };
  assert.deepEqual([...rows], [[id, row]]);
  assert.deepEqual(myAccount.row.parse(row), row);
});

test('an erased person leaves a row without name and address', () => {
  const [row] = rowsAfter(myAccount, [
    { ...registered, data: { ...registered.data, name: erased } },
    { ...given, data: { ...given.data, email: erased } },
  ]).values();
  assert.deepEqual([row?.name, row?.email, row?.handle], ['', null, 'kai']);
});
