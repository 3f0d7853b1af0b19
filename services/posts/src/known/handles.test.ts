import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { rowsOf } from '../testing/rows-of.ts';
import { handles } from './handles.ts';

const registered = AccountRegistered({ account: 'id', handle: 'kai', name: 'Kai' });
const changed = HandleChanged({ account: 'id', from: 'kai', to: 'kai_runs' });
const back = HandleChanged({ account: 'id', from: 'kai_runs', to: 'kai' });

test('a handle names a person until they take another', () => {
  deepEqual(rowsOf(handles, [registered]), { kai: { person: 'id' } });
  deepEqual(rowsOf(handles, [registered, changed]), { kai_runs: { person: 'id' } });
  deepEqual(rowsOf(handles, [registered, changed, back]), { kai: { person: 'id' } });
});
