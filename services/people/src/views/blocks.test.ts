import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recorded, rowsAfter } from '@touchline/kernel/testing';
import { Blocked, Unblocked } from '@touchline/graph/published';
import { blockKey, blocks } from './blocks.ts';

const blocked = recorded<typeof Blocked>(Blocked({ blocker: 'kai', blocked: 'ana' }));
const unblocked = recorded<typeof Unblocked>(Unblocked({ blocker: 'kai', blocked: 'ana' }));

test('a block stands from the one to the other until it is taken back', () => {
  assert.deepEqual([...rowsAfter(blocks, [blocked]).keys()], [blockKey('kai', 'ana')]);
  assert.notEqual(blockKey('kai', 'ana'), blockKey('ana', 'kai'));
  assert.equal(rowsAfter(blocks, [blocked, unblocked]).size, 0);
});
