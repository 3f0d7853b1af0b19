import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recorded, rowsAfter } from '@touchline/kernel/testing';
import { Followed, Unfollowed } from '@touchline/graph/published';
import * as fc from 'fast-check';
import { followCounts } from './follow-counts.ts';

const follows = (follower: string, followee: string) =>
  recorded<typeof Followed>(Followed({ follower, followee }));
const leaves = (follower: string, followee: string) =>
  recorded<typeof Unfollowed>(Unfollowed({ follower, followee }));

test('a follow counts for both', () => {
  const rows = rowsAfter(followCounts, [follows('ana', 'kai'), follows('bo', 'kai'), follows('kai', 'ana')]);
  assert.deepEqual(Object.fromEntries(rows), {
    ana: { followers: 1, following: 1 },
    kai: { followers: 2, following: 1 },
    bo: { followers: 0, following: 1 },
  });
});

test('whoever has nobody left has no row', () => {
  assert.equal(rowsAfter(followCounts, [follows('ana', 'kai'), leaves('ana', 'kai')]).size, 0);
});

test('after any follows and unfollows the counts are those of the follows that stand', () => {
  const people = ['ana', 'bo', 'kai'];
  const pair = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
      const standing = new Set<string>();
      const events = pairs.map(([a, b]) => {
        const has = standing.has(`${a} ${b}`);
        if (has) standing.delete(`${a} ${b}`);
        else standing.add(`${a} ${b}`);
        return has ? leaves(a, b) : follows(a, b);
      });
      const rows = rowsAfter(followCounts, events);
      for (const person of people) {
        const { followers = 0, following = 0 } = rows.get(person) ?? {};
        assert.equal(followers, [...standing].filter((one) => one.endsWith(` ${person}`)).length);
        assert.equal(following, [...standing].filter((one) => one.startsWith(`${person} `)).length);
      }
    }),
  );
});
