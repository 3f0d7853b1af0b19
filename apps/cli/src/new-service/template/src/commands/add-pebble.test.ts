import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PebbleAdded } from '../published.ts';
import { addPebble } from './add-pebble.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const kai = '01k9w3m8x2f7qtb6s5n0v4c1d0';

test('what a member adds is recorded with their name', () => {
  given(addPebble, [], { id, actor: kai })
    .when({ text: 'Up the hill' })
    .gives([PebbleAdded({ pebble: id, by: kai, text: 'Up the hill' })]);
});

test('a stranger is refused', () => {
  given(addPebble, [], { id, actor: '' }).when({ text: 'Up the hill' }).refuses('not-allowed');
});

test('spaces around a text are no part of it; an empty one and one that is too long are invalid', () => {
  assert.deepEqual(addPebble.input.parse({ text: ' Up ' }), { text: 'Up' });
  for (const text of ['', '  ', 'x'.repeat(501)])
    assert.equal(addPebble.input.safeParse({ text }).success, false);
});
