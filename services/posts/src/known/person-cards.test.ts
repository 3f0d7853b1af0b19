import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { erased, type ViewType } from '@touchline/kernel';
import { assertErases, recorded } from '@touchline/kernel/testing';
import { ProfileEdited } from '@touchline/people/published';
import { rowsOf } from '../testing/rows-of.ts';
import { personCards } from './person-cards.ts';

const registered = AccountRegistered({ account: 'id', handle: 'kai', name: 'Kai' });
const changed = HandleChanged({ account: 'id', from: 'kai', to: 'kai_runs' });
const edited = ProfileEdited({
  person: 'id',
  name: 'Kai Novak',
  bio: '',
  sports: [],
  location: '',
  links: [],
});

test('the name of the profile wins over that of the registration, whichever comes first', () => {
  const card = { id: 'id', handle: 'kai_runs', name: 'Kai Novak' };
  for (const events of [
    [registered, changed, edited],
    [registered, edited, changed],
    [edited, registered, changed],
  ])
    deepEqual(rowsOf(personCards, events), { id: card });
});

test('a profile without an account yet has no handle', () => {
  deepEqual(rowsOf(personCards, [edited]), { id: { id: 'id', handle: '', name: 'Kai Novak' } });
});

test('wherever a person is erased, their card is gone as after a rebuild', () => {
  for (const events of [
    [registered, changed, edited],
    [edited, registered, changed],
  ])
    assertErases(
      personCards as ViewType,
      events.map((event) => recorded(event)),
      'id',
    );
});

test('an erased person has no card', () => {
  const nameless = { ...registered, data: { ...registered.data, name: erased } };
  deepEqual(rowsOf(personCards, [nameless, changed]), {});
});
