import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { erased, type EventType, type NewEvent, type ViewType } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import {
  AccountClosed,
  AccountRegistered,
  AccountRestored,
  AccountSuspended,
  AdministratorAppointed,
  HandleChanged,
  RoleGiven,
} from '../published.ts';
import { accountDirectory } from './account-directory.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const rowAfter = (...events: NewEvent[]) =>
  rowsAfter(accountDirectory, events.map((event) => recorded<EventType>(event, { id })) as never).get(id);
const registered = AccountRegistered({ account: id, handle: 'kai', name: 'Kai Novak' });

test('an account is found under its present handle, with its role and whether it is suspended', () => {
  const row = rowAfter(
    registered,
    HandleChanged({ account: id, from: 'kai', to: 'kai_rides' }),
    RoleGiven({ account: id, role: 'console-viewer' }),
    AccountSuspended({ account: id }),
  );
  deepEqual(row && accountDirectory.row.parse(row), {
    id,
    handle: 'kai_rides',
    name: 'Kai Novak',
    roles: ['console-viewer'],
    suspended: true,
    registeredAt: '2026-05-01T12:00:00.000Z',
  });
  deepEqual(row && accountDirectory.search?.(row, id), 'kai_rides Kai Novak');
  deepEqual(row && accountDirectory.indexes.newest.in(row, id), ['all', 'with-role', 'suspended']);
});

test('a role can be taken and a suspension can end', () => {
  const row = rowAfter(
    registered,
    AdministratorAppointed({ account: id }),
    RoleGiven({ account: id, role: 'none' }),
    AccountSuspended({ account: id }),
    AccountRestored({ account: id }),
  );
  deepEqual([row?.roles, row?.suspended], [[], false]);
});

test('who is closed or erased is not found any more, and the rows are as a rebuild makes them', () => {
  const gone = { ...registered, data: { ...registered.data, name: erased } };
  const after = HandleChanged({ account: id, from: 'kai', to: 'kai_rides' });
  deepEqual(rowAfter(gone as never, after), undefined);
  deepEqual(
    rowAfter(registered, AccountClosed({ account: id, handles: ['kai'], by: 'its-owner' })),
    undefined,
  );
  const events = [registered, after].map((event) => recorded<EventType>(event, { id }));
  assertErases(accountDirectory as ViewType, events as never, id);
});
