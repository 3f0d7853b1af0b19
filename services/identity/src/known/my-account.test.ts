import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erased, type ViewType } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import { EmailGiven, SessionsRevoked } from '../account/account.ts';
import { AccountClosed, AccountRegistered, AdministratorAppointed, HandleChanged } from '../published.ts';
import { myAccount } from './my-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const registered = recorded<typeof AccountRegistered>(
  AccountRegistered({ account: id, handle: 'kai', name: 'Kai Novak' }),
  { id },
);
const given = recorded<typeof EmailGiven>(EmailGiven({ account: id, email: 'kai@example.org' }), { id });

const later = [
  recorded<typeof AdministratorAppointed>(AdministratorAppointed({ account: id }), { id }),
  recorded<typeof HandleChanged>(HandleChanged({ account: id, from: 'kai', to: 'kai_rides' }), { id }),
  recorded<typeof SessionsRevoked>(
    SessionsRevoked({ account: id, epoch: 2, kept: id, reason: 'logged-out' }),
    { id },
  ),
];
const ended = recorded<typeof AccountClosed>(
  AccountClosed({ account: id, handles: ['kai', 'kai_rides'], by: 'its-owner' }),
  { id },
);

test('an account is shown as its events left it', () => {
  const rows = rowsAfter(myAccount, [registered, given, ...later]);
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

test('a closed account keeps what its sessions are asked by, and nothing of its person', () => {
  const [row] = rowsAfter(myAccount, [registered, given, ...later, ended]).values();
  assert.deepEqual(
    [row?.closed, row?.handle, row?.name, row?.email, row?.revocation.epoch],
    [true, '', '', null, 2],
  );
});

test('wherever a person is erased, the row is as a rebuild makes it', () => {
  assertErases(myAccount as ViewType, [registered, given, ...later, ended], id);
  assertErases(myAccount as ViewType, [registered, given, ...later], id);
});

test('an erased person leaves a row without handle, name and address', () => {
  const [row] = rowsAfter(myAccount, [
    { ...registered, data: { ...registered.data, name: erased } },
    { ...given, data: { ...given.data, email: erased } },
  ]).values();
  assert.deepEqual([row?.name, row?.email, row?.handle, row?.closed], ['', null, '', true]);
});
