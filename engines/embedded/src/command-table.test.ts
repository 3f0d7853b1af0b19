import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { keysEnd } from './command-filter.ts';
import { commandTable } from './command-table.ts';

test('a table of commands answers as a Map does, also of keys that share a place, and of many', () => {
  const table = commandTable();
  const map = new Map<number, number>();
  let state = 7;
  const below = (end: number): number => (state = (state * 16_807) % 2_147_483_647) % end;
  for (const rounds of [3, 30_000, 500]) {
    for (let n = 1; n <= rounds; n++) {
      // A few keys again and again, and others that are equal in their lower 32 bits.
      const key = below(4) === 0 ? below(9) : below(256) * 2 ** 32 + below(1000);
      if (below(5) === 0) {
        table.delete(key);
        map.delete(key);
      } else {
        table.set(key, n);
        map.set(key, n);
      }
      equal(table.get(key), map.get(key));
    }
    equal(table.size(), map.size);
    deepEqual(
      [...table.keys()],
      [...map.keys()].toSorted((a, b) => a - b),
    );
    for (const [key, seq] of map) equal(table.get(key), seq);
    equal(table.get(keysEnd - 1), undefined);
    table.clear();
    map.clear();
    deepEqual([...table.keys()], []);
  }
});

test('a command whose key another one has is put at the next free one', () => {
  const table = commandTable([[keysEnd - 1, 1], [0, 2]]); // prettier-ignore
  table.put(keysEnd - 1, 3);
  equal(table.get(keysEnd - 1), 1);
  equal(table.get(1), 3);
});

test('keys that are released again and again take no more room', () => {
  const table = commandTable();
  const bytes = (): number => process.memoryUsage().arrayBuffers;
  const before = bytes();
  for (let n = 1; n <= 1_000_000; n++) {
    table.set(n * 7919, n);
    table.delete(n * 7919);
  }
  ok(bytes() - before < 16 * 2 ** 20, `${bytes() - before} bytes`);
  equal(table.size(), 0);
});
