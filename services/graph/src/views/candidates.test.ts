import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { AccountRegistered } from '@touchline/identity/published';
import { erased, type Recorded, type ViewType } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import { ProfileEdited } from '@touchline/people/published';
import { PostPublished } from '@touchline/posts/published';
import { candidates, type Candidate } from './candidates.ts';

const kai = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const registered = recorded(AccountRegistered({ account: kai, handle: 'kai', name: 'Kai' }), {});
const profile = { person: kai, name: 'Kai', bio: '', sports: ['running'], location: '', links: [] };
const edited = recorded(ProfileEdited(profile), {});
const post = (at: string, more: object = {}) =>
  recorded(PostPublished({ post: id, author: kai, text: 'x', ...more }), { at });

const view: ViewType<Candidate> = candidates;
const rowOf = (...events: readonly Recorded[]) => rowsAfter(view, events).get(kai);

test('the row is the same in whatever order account, profile and posts are met', () => {
  const early = post('2026-05-01T23:59:59.000Z');
  const late = post('2026-05-02T00:00:01.000Z');
  const expected = { sports: ['running'], activeDay: 20_575 };
  for (const order of [
    [registered, edited, early, late],
    [late, early, edited, registered],
    [edited, late, registered, early],
  ])
    deepEqual(rowOf(...order), expected);
});

test('only posts that everybody can see, and no replies, count as activity', () => {
  const day = '2026-05-01T12:00:00.000Z';
  const unseen = [
    post(day, { visibility: 'followers' }),
    post(day, { visibility: 'only-me' }),
    post(day, { replyTo: id }),
  ];
  deepEqual(rowOf(registered, ...unseen), { sports: [], activeDay: 0 });
});

test('a second post of the same day leaves the row as it was', () => {
  const row = { sports: [], activeDay: 20_574 };
  deepEqual(
    candidates.project.PostPublished.fold(row, post('2026-05-01T12:00:00.000Z') as never, kai) === row,
    true,
  );
});

test('who was erased is no candidate: they would stand before the living for ever', () => {
  const day = '2026-05-01T12:00:00.000Z';
  const gone = [
    recorded({ type: 'AccountRegistered', data: { account: kai, handle: 'kai', name: erased } }, {}),
    recorded({ type: 'ProfileEdited', data: { ...profile, name: erased } }, {}),
    recorded({ type: 'PostPublished', data: { post: id, author: kai, text: erased } }, { at: day }),
  ];
  deepEqual(rowOf(...gone), undefined);
});

test('wherever a person is erased, their row is that of a rebuild', () => {
  assertErases(view, [registered, edited, post('2026-05-01T12:00:00.000Z')], kai);
});
