import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erased, type ViewType } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import { SessionEnded } from '../published.ts';
import { SessionOpened, TokensRefreshed } from '../session/session.ts';
import { mySessions } from './my-sessions.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const account = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const opened = recorded<typeof SessionOpened>(SessionOpened({ session: id, account, epoch: 1, roles: [] }), {
  id,
});
const browser = { name: 'Firefox', system: 'Linux' };
const openedIn = recorded<typeof SessionOpened>(
  SessionOpened({ session: id, account, epoch: 1, roles: [], browser }),
  { id },
);
const refreshed = recorded<typeof TokensRefreshed>(
  TokensRefreshed({ session: id, account, generation: 1, roles: [] }),
  { id, at: '2026-05-02T08:00:00.000Z' },
);
const ended = recorded<typeof SessionEnded>(SessionEnded({ session: id, account, reason: 'revoked' }), {
  id,
});
const listed = (row: object | undefined) => row && mySessions.indexes.open.in(row as never, id);

test('a session shows when it was opened and last used, and is listed with its account', () => {
  const row = rowsAfter(mySessions, [opened, refreshed]).get(id);
  assert.deepEqual(row, {
    id,
    account,
    epoch: 1,
    openedAt: '2026-05-01T12:00:00.000Z',
    refreshedAt: '2026-05-02T08:00:00.000Z',
    ended: false,
  });
  assert.equal(listed(row), account);
});

test('an ended session keeps its row and is listed no longer', () => {
  const row = rowsAfter(mySessions, [opened, ended]).get(id);
  assert.equal(row?.ended, true);
  assert.equal(listed(row), null);
});

test('an open session names the browser it was opened in, an ended one does not', () => {
  const row = rowsAfter(mySessions, [openedIn, refreshed]).get(id);
  assert.deepEqual(mySessions.row.parse(row).browser, browser);
  assert.equal('browser' in (rowsAfter(mySessions, [openedIn, refreshed, ended]).get(id) ?? {}), false);
});

test('wherever its person is erased, the row is as a rebuild makes it, and names no browser', () => {
  for (const events of [[openedIn, refreshed], [openedIn, ended], [opened]])
    assertErases(mySessions as ViewType, events, account);
  const gone = { ...openedIn, data: { ...openedIn.data, browser: erased } };
  assert.deepEqual(rowsAfter(mySessions, [gone]), rowsAfter(mySessions, [opened]));
});
