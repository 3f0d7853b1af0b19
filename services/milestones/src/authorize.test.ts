import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorize } from './authorize.ts';

test('everyone sees what others have reached, strangers too, but for a block between the two', () => {
  const sees = (viewer: string | null, blocked: boolean) =>
    authorize(viewer, 'see-milestones', { person: 'kai', blocked });
  assert.deepEqual([sees(null, false), sees('ana', false), sees('kai', true)], [true, true, true]);
  assert.equal(sees('ana', true), false);
});
