import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { grouped, type Group } from './grouped.ts';

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `p${from + i}`);
const keyOf = (groups: readonly Group[], id: string) => groups.find(({ ids }) => ids.includes(id))?.key;

test('a page is a group, and the next one another', () => {
  const first = grouped(numbered(0, 30), []);
  const both = grouped(numbered(0, 50), first);
  deepEqual(
    both.map(({ ids }) => ids.length),
    [30, 20],
  );
  equal(both[0]?.key, first[0]?.key);
});

test('a card stays in its group when others come above it, below it, or go', () => {
  const before = grouped(numbered(0, 50), []);
  const after = grouped(['new', ...numbered(0, 10), ...numbered(12, 70)], before);
  for (const id of [...numbered(0, 10), ...numbered(12, 50)]) equal(keyOf(after, id), keyOf(before, id), id);
});

test('the groups are the list in its order, each with a key of its own', () => {
  const rows = fc.uniqueArray(fc.integer({ min: 0, max: 200 }).map(String), { maxLength: 120 });
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 6 }), (lists) => {
      let groups: readonly Group[] = [];
      for (const list of lists) {
        groups = grouped(list, groups);
        deepEqual(
          groups.flatMap(({ ids }) => ids),
          list,
        );
        equal(new Set(groups.map(({ key }) => key)).size, groups.length);
      }
    }),
  );
});
