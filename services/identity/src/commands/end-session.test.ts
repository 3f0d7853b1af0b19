import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { SessionEnded } from '../published.ts';
import { SessionOpened } from '../session/session.ts';
import { endSession } from './end-session.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const person = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const opened = SessionOpened({ session: id, account: person, epoch: 0, roles: [] });
const ended = (reason: 'logged-out' | 'revoked') => SessionEnded({ session: id, account: person, reason });

test('ending the session one is in is a log-out', () => {
  given(endSession, [opened], { id, actor: person, session: id })
    .when({ id })
    .gives([ended('logged-out')]);
});

test('the current session is found by that name', () => {
  equal(endSession.target({ id: 'current' }, { actor: person, session: id, roles: [], newId: person }), id);
  equal(endSession.target({ id }, { actor: person, session: person, roles: [], newId: person }), id);
  given(endSession, [], { id: '', actor: person }).when({ id: 'current' }).refuses('no-such-session');
});

test('ending another one’s own session revokes it', () => {
  given(endSession, [opened], { id, actor: person, session: person })
    .when({ id })
    .gives([ended('revoked')]);
});

test('ending twice is ending once', () => {
  given(endSession, [opened, ended('revoked')], { id, actor: person })
    .when({ id })
    .gives([]);
});

test('the session of another looks like none', () => {
  const stranger = { id, actor: id, roles: ['administrator'] };
  given(endSession, [opened], stranger).when({ id }).refuses('no-such-session');
  given(endSession, [opened, ended('revoked')], stranger)
    .when({ id })
    .refuses('no-such-session');
  given(endSession, [], stranger).when({ id }).refuses('no-such-session');
});
