import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Blocked, Unblocked } from '@touchline/graph/published';
import { recorded, rowsAfter } from '@touchline/kernel/testing';
import { blockKey, blocks } from './blocks.ts';

const pair = { blocker: 'kai', blocked: 'ana' };
const blocked = recorded<typeof Blocked>(Blocked(pair));
const unblocked = recorded<typeof Unblocked>(Unblocked(pair));

test('a block stands from the one to the other until it is taken back', () => {
  assert.deepEqual([...rowsAfter(blocks, [blocked]).keys()], [blockKey('kai', 'ana')]);
  assert.equal(rowsAfter(blocks, [blocked, unblocked]).size, 0);
});
