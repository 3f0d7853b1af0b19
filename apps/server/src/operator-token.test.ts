import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operatorCaller } from './operator-token.ts';

const key = 'operator.k';
const person = '01k9w3m8x2f7qtb6s5n0v4c1dz';

test('the key is the operator, and with a person behind it that person', () => {
  assert.deepEqual(operatorCaller(key, key)?.roles, ['administrator', 'operator']);
  assert.deepEqual(operatorCaller(`${key}/${person}`, key), {
    actor: person,
    session: null,
    roles: ['member'],
  });
});

test('what is no id behind the key is nobody, and so is another key', () => {
  for (const token of [
    `${key}/`,
    `${key}/0I${person.slice(2)}`,
    `${key}/${person}/x`,
    'operator.j',
    `x${key}`,
  ])
    assert.equal(operatorCaller(token, key), undefined, token);
});
