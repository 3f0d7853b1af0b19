import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Blocked, Muted, Unblocked, Unmuted } from '@touchline/graph/published';
import { rowsAfter } from '@touchline/kernel/testing';
import { hidden } from './hidden.ts';
import { happened } from '../testing/happened.ts';
import { hiddenCount } from './hidden-count.ts';

const blocked = (blocker: string, other: string) => happened(Blocked({ blocker, blocked: other }));
const unblocked = (blocker: string, other: string) => happened(Unblocked({ blocker, blocked: other }));
const muted = happened(Muted({ muter: 'ann', muted: 'bo' }));
const unmuted = happened(Unmuted({ muter: 'ann', muted: 'bo' }));

describe('hidden', () => {
  test('a block hides either from the other', () => {
    assert.deepEqual(Object.fromEntries(rowsAfter(hidden, [blocked('ann', 'bo')])), {
      'ann.bo': { blocks: true },
      'bo.ann': { blockedBy: true },
    });
  });

  test('a mute hides one way', () => {
    assert.deepEqual(Object.fromEntries(rowsAfter(hidden, [muted])), { 'ann.bo': { mutes: true } });
  });

  test('the row stays until the last reason has gone', () => {
    const both = [blocked('ann', 'bo'), blocked('bo', 'ann'), muted];
    assert.deepEqual(Object.fromEntries(rowsAfter(hidden, [...both, unblocked('ann', 'bo')])), {
      'ann.bo': { blockedBy: true, mutes: true },
      'bo.ann': { blocks: true },
    });
    const over = [...both, unblocked('ann', 'bo'), unmuted, unblocked('bo', 'ann')];
    assert.equal(rowsAfter(hidden, over).size, 0);
  });
});

describe('hidden-count', () => {
  test('counts reasons of each person, and has no row for none', () => {
    const events = [blocked('ann', 'bo'), muted, blocked('cy', 'ann')];
    assert.deepEqual(Object.fromEntries(rowsAfter(hiddenCount, events)), {
      ann: { reasons: 3 },
      bo: { reasons: 1 },
      cy: { reasons: 1 },
    });
    const after = [...events, unblocked('ann', 'bo'), unmuted, unblocked('cy', 'ann')];
    assert.equal(rowsAfter(hiddenCount, after).size, 0);
  });
});
