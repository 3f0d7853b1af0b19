import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorize } from './authorize.ts';

test('everyone sees everyone, strangers too, but for a block between the two', () => {
  assert.equal(authorize(null, 'see-person', { person: 'kai', blocked: false }), true);
  assert.equal(authorize('ana', 'see-person', { person: 'kai', blocked: false }), true);
  assert.equal(authorize('ana', 'see-person', { person: 'kai', blocked: true }), false);
  assert.equal(authorize('kai', 'see-person', { person: 'kai', blocked: true }), true);
});

test('profiles are edited by their owners only', () => {
  const resource = { person: 'kai', blocked: false };
  assert.deepEqual(
    [null, '', 'ana', 'kai'].map((viewer) => authorize(viewer, 'edit-profile', resource)),
    [false, false, false, true],
  );
  assert.equal(authorize('', 'edit-profile', { person: '', blocked: false }), false);
});
