import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorize } from './authorize.ts';

test('everyone reads, strangers too; only members add', () => {
  const allowed = (viewer: string | null) => [authorize(viewer, 'read'), authorize(viewer, 'add')];
  assert.deepEqual([null, '', 'kai'].map(allowed), [
    [true, false],
    [true, false],
    [true, true],
  ]);
});
