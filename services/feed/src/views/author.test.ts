import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { erased, type ViewType } from '@touchline/kernel';
import { assertErases, rowsAfter } from '@touchline/kernel/testing';
import { ProfileEdited } from '@touchline/people/published';
import { happened } from '../testing/happened.ts';
import { author } from './author.ts';

const registered = happened(AccountRegistered({ account: 'a1', handle: 'kai', name: 'Kai' }));
const renamed = happened(HandleChanged({ account: 'a1', from: 'kai', to: 'kai_runs' }));
const edited = happened(
  ProfileEdited({ person: 'a1', name: 'Kai Novak', bio: '', sports: [], location: '', links: [] }),
);

describe('author', () => {
  test('a new account has the handle and name it was registered with', () => {
    assert.deepEqual(rowsAfter(author, [registered]).get('a1'), { id: 'a1', handle: 'kai', name: 'Kai' });
  });

  test('account and profile come out the same bytes in whichever order they are seen', () => {
    const orders = [
      [registered, renamed, edited],
      [registered, edited, renamed],
      [edited, registered, renamed],
    ].map((events) => JSON.stringify(rowsAfter(author, events).get('a1')));
    const row = { id: 'a1', handle: 'kai_runs', name: 'Kai Novak', edited: true };
    assert.deepEqual(
      orders,
      Array.from({ length: 3 }, () => JSON.stringify(row)),
    );
  });

  test('an erased person has no row', () => {
    const gone = { ...registered, data: { ...registered.data, name: erased } };
    assert.equal(rowsAfter(author, [gone, renamed]).size, 0);
  });

  test('wherever a person is erased, the row is gone as after a rebuild', () => {
    for (const events of [
      [registered, renamed, edited],
      [edited, registered, renamed],
    ])
      assertErases(author as ViewType, events, 'a1');
  });
});
