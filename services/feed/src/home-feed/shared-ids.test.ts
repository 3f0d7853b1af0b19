import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sharedIds } from './shared-ids.ts';

describe('sharedIds', () => {
  test('gives back what it is given, however much it has forgotten', () => {
    const shared = sharedIds(8);
    for (let round = 0; round < 3; round++)
      for (let i = 0; i < 100; i++) assert.equal(shared(`post-${i}`), `post-${i}`);
  });
});
