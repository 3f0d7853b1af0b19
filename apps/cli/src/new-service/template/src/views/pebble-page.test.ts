import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erased } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import { PebbleAdded } from '../published.ts';
import { pebblePage } from './pebble-page.ts';

const added = recorded<typeof PebbleAdded>(PebbleAdded({ pebble: 'one', by: 'kai', text: 'Up the hill' }));

test('what was added has a row, which its schema accepts; delivered twice is delivered once', () => {
  const rows = rowsAfter(pebblePage, [added, added]);
  assert.deepEqual([...rows], [['one', { by: 'kai', text: 'Up the hill' }]]);
  assert.deepEqual(pebblePage.row.parse(rows.get('one')), rows.get('one'));
});

test('of an erased person nothing is shown', () => {
  const gone = { ...added, data: { ...added.data, text: erased } };
  assert.equal(rowsAfter(pebblePage, [gone]).size, 0);
});

test('wherever a person is erased, their rows are those of a rebuild', () => {
  assertErases(pebblePage, [added], 'kai');
});
