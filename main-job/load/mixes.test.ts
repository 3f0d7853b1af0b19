import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mulberry32 } from '../../apps/server/src/testing/synthetic-graph.ts';
import { mixes, picker } from './mixes.ts';

test('every deed comes as often as its weight says, and no other', () => {
  for (const mix of Object.values(mixes)) {
    const pick = picker(mix, mulberry32(3));
    const drawn = Map.groupBy(
      Array.from({ length: 50_000 }, () => pick()),
      (deed) => deed,
    );
    const total = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
    assert.deepEqual([...drawn.keys()].toSorted(), Object.keys(mix).toSorted());
    for (const [deed, weight] of Object.entries(mix)) {
      const share = (drawn.get(deed as 'feed')?.length ?? 0) / 50_000;
      assert.ok(Math.abs(share - weight / total) < 0.01, `${deed}: ${share}`);
    }
  }
});
