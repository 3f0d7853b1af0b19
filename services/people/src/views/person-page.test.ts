import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erased, type Recorded, type ViewType } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import * as fc from 'fast-check';
import { ProfileEdited } from '../published.ts';
import { personPage } from './person-page.ts';

type Read = Recorded<typeof AccountRegistered | typeof HandleChanged | typeof ProfileEdited>;

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const registered = recorded<typeof AccountRegistered>(
  AccountRegistered({ account: id, handle: 'kai', name: 'Kai' }),
  { id },
);
const renamed = (from: string, to: string) =>
  recorded<typeof HandleChanged>(HandleChanged({ account: id, from, to }), { id });
const edited = (name: string, bio = '') =>
  recorded<typeof ProfileEdited>(
    ProfileEdited({ person: id, name, bio, sports: ['running'], location: 'Rotterdam', links: [] }),
    { id },
  );
const page = (...events: Read[]) => rowsAfter(personPage, events).get(id);

test('a new account has a page with the name it was registered with', () => {
  assert.deepEqual(page(registered), {
    id,
    handle: 'kai',
    handles: ['kai'],
    name: 'Kai',
    bio: '',
    sports: [],
    location: '',
    links: [],
    joinedAt: '2026-05-01T12:00:00.000Z',
    edited: false,
  });
});

test('the page shows the latest profile', () => {
  const { name, bio, sports, location } = page(
    registered,
    edited('Kai Novak'),
    edited('K. Novak', 'Hills.'),
  )!;
  assert.deepEqual([name, bio, sports, location], ['K. Novak', 'Hills.', ['running'], 'Rotterdam']);
});

test('every handle a person ever had leads to their page, each once', () => {
  const row = page(registered, renamed('kai', 'kai_rides'), renamed('kai_rides', 'kai'));
  assert.equal(row?.handle, 'kai');
  assert.deepEqual(personPage.indexes.handle.in(row, id), ['kai', 'kai_rides']);
});

test('account and profile lie in different partitions: in whatever order they come, the row is byte-equal', () => {
  const account: Read[] = [registered, renamed('kai', 'kai_rides')];
  const profile: Read[] = [edited('Kai Novak'), edited('K. Novak', 'Hills.')];
  const expected = JSON.stringify(page(...account, ...profile));
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 0, 1, 1], { minLength: 4 }), (order) => {
      const streams = [[...account], [...profile]];
      const events = order.map((which) => streams[which]!.shift()!);
      assert.equal(JSON.stringify(page(...events)), expected);
    }),
  );
});

test('as long as only the profile is known there is no handle', () => {
  const row = page(edited('Kai Novak'));
  assert.equal(row?.handle, null);
  assert.deepEqual(personPage.indexes.handle.in(row, id), []);
});

test('wherever a person is erased, their page is gone as after a rebuild', () => {
  const account: Read[] = [registered, renamed('kai', 'kai_rides')];
  const profile: Read[] = [edited('Kai Novak'), edited('K. Novak', 'Hills.')];
  assertErases(personPage as ViewType, [...account, ...profile], id);
  assertErases(personPage as ViewType, [...profile, ...account], id);
});

test('an erased person has no page, whichever of their events comes first', () => {
  const account = { ...registered, data: { ...registered.data, name: erased } };
  const { data } = edited('Kai');
  const profile = {
    ...edited('Kai'),
    data: { ...data, name: erased, bio: erased, location: erased, links: erased },
  };
  assert.equal(page(account, renamed('kai', 'kai_rides'), profile), undefined);
  assert.equal(page(profile, account), undefined);
});

test('rows match their schema', () => {
  for (const row of [page(registered), page(edited('Kai'))]) assert.deepEqual(personPage.row.parse(row), row);
});
