import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { SessionEnded } from '../published.ts';
import { SessionOpened } from '../session/session.ts';
import { endStaleSession } from './end-stale-session.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const person = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const opened = SessionOpened({ session: id, account: person, epoch: 1, roles: [] });
const ended = (reason: 'password-changed' | 'revoked') =>
  SessionEnded({ session: id, account: person, reason });
const revocation = { epoch: 2, kept: null, reason: 'password-changed' } as const;

test('a session of an earlier epoch ends, for the reason of the revocation', () => {
  const story = given(endStaleSession, [opened], { id });
  story.when({ session: id }, { facts: revocation }).gives([ended('password-changed')]);
  story.when({ session: id }, { facts: { ...revocation, reason: 'logged-out' } }).gives([ended('revoked')]);
});

test('the kept session, one of the same epoch, and one that ended already stay as they are', () => {
  given(endStaleSession, [opened], { id, facts: { ...revocation, kept: id } })
    .when({ session: id })
    .gives([]);
  given(endStaleSession, [opened], { id, facts: { ...revocation, epoch: 1 } })
    .when({ session: id })
    .gives([]);
  given(endStaleSession, [opened, ended('revoked')], { id, facts: revocation })
    .when({ session: id })
    .gives([]);
  given(endStaleSession, [], { id, facts: null }).when({ session: id }).gives([]);
});
