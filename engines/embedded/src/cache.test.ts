import { equal, ok, strictEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { lruCache } from './cache.ts';
import { hashOf } from './cache-table.ts';

test('a value is kept by reference', () => {
  const cache = lruCache({ entriesMax: 2 });
  const value = { rendered: '' };
  cache.put('n', 'a', value, 1);
  strictEqual((cache.get('n', 'a') as { value: unknown }).value, value);
});

test('CA5: what is in use stays while many values that nobody asks for pass through', () => {
  const cache = lruCache({ entriesMax: 100 });
  for (let i = 0; i < 50; i++) cache.put('n', `used${i}`, i, 1);
  for (let i = 0; i < 10_000; i++) {
    cache.put('n', `passing${i}`, i, 1);
    ok(cache.get('n', `used${i % 50}`), `used${i % 50} was gone after ${i}`);
  }
  equal(cache.stats().entries, 100);
});

test('CA5: values that are no longer used make room', () => {
  const cache = lruCache({ entriesMax: 100 });
  for (let i = 0; i < 100; i++) cache.put('n', `old${i}`, i, 1);
  for (let i = 0; i < 100; i++) void cache.get('n', `old${i}`);
  for (let i = 0; i < 300; i++) {
    cache.put('n', `new${i}`, i, 1);
    void cache.get('n', `new${i}`);
  }
  const left = Array.from({ length: 100 }, (_, i) => cache.get('n', `old${i}`)).filter(Boolean);
  equal(left.length, 0);
});

test('CA3: only what was forgotten raises the bar: a key that was never held may come at the revision it was read at', () => {
  const cache = lruCache({ entriesMax: 10 });
  cache.put('n', 'a', 'a', 9);
  cache.put('n', 'b', 'b', 3);
  ok(cache.get('n', 'b'));
  const one = lruCache({ entriesMax: 1 });
  one.put('n', 'a', 'a', 9);
  one.put('n', 'b', 'b', 9);
  one.put('n', 'c', 'c', 8);
  equal(one.get('n', 'c'), undefined);
  ok(one.get('n', 'b'));
});

test('CA5: the bound holds, and all room is used, also after a clear of what was next to go', () => {
  const cache = lruCache({ entriesMax: 10 });
  const fill = (namespace: string): void => {
    for (let i = 0; i < 13; i++) cache.put(namespace, `k${i}`, i, 1);
  };
  const held = (): number =>
    ['n', 'm', 'o']
      .flatMap((namespace) => Array.from({ length: 13 }, (_, i) => cache.get(namespace, `k${i}`)))
      .filter(Boolean).length;
  for (const [first, second] of ['nm', 'mn', 'oo', 'no', 'mm']) {
    fill(first as string);
    cache.clear(first as string);
    fill(second as string);
    equal(held(), 10);
    equal(cache.stats().entries, 10);
  }
});

test('keys that were made to meet in one place do not, whatever was known of the hash', () => {
  // Of pairs that differ in the highest bits only, which a multiplication keeps where they are.
  const blocks = ['aabb', 'a\u8061b\u8063'];
  const keys = Array.from({ length: 2 ** 12 }, (_, n) =>
    Array.from({ length: 12 }, (_bit, i) => blocks[(n >> i) & 1]).join(''),
  );
  const hashes = new Set(keys.map((key) => hashOf(key, 7) & 0xff_ff));
  ok(hashes.size > keys.length * 0.9, `${hashes.size} places for ${keys.length} keys`);
});
