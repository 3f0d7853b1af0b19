import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { earliest, followersMax } from './earliest.ts';

type Follow = readonly [at: number, who: number];

const after = (follows: readonly Follow[]) =>
  follows.reduce<[number, string][]>((kept, [at, who]) => earliest(kept, at, `p${who}`), []);

/** What is meant: of each follower the first follow, of these the first hundred. */
function meant(follows: readonly Follow[]): [number, string][] {
  const firsts = new Map<string, number>();
  for (const [at, who] of follows)
    firsts.set(`p${who}`, Math.min(at, firsts.get(`p${who}`) ?? Number.MAX_SAFE_INTEGER));
  return [...firsts]
    .map(([who, at]): [number, string] => [at, who])
    .toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
    .slice(0, followersMax);
}

test('in whatever order follows are met, the first hundred people are kept, each once', () => {
  const follow = fc.tuple(fc.nat(400), fc.nat(160));
  fc.assert(
    fc.property(fc.array(follow, { maxLength: 400 }), (follows) => {
      assert.deepEqual(after(follows), meant(follows));
      assert.deepEqual(after(follows.toReversed()), meant(follows));
    }),
    { numRuns: 60 },
  );
});

test('one who follows, leaves and follows again counts once, and the row is not written again', () => {
  const once = after([[5, 1]]);
  assert.equal(earliest(once, 9, 'p1'), once);
  const full = after(Array.from({ length: followersMax }, (_, i): Follow => [i, i]));
  assert.equal(earliest(full, 500, 'p999'), full);
});
