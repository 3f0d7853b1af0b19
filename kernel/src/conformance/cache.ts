import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Cache } from '../ports/index.ts';

export interface CacheFixture {
  readonly cache: Cache;
  /** Resolves when all puts so far can be read. Absent where they can at once. */
  settled?(): Promise<void>;
  dispose(): Promise<void>;
}

/** Makes a cache that holds about `entriesMax` values. */
export type MakeCache = (entriesMax: number) => Promise<CacheFixture>;

/** The rules of the cache (CA1 to CA6). */
export function cacheConformance(make: MakeCache): void {
  const onCache = async (
    entriesMax: number,
    work: (cache: Cache, settled: () => Promise<void>) => Promise<void>,
  ): Promise<void> => {
    const { cache, settled = async () => undefined, dispose } = await make(entriesMax);
    try {
      await work(cache, settled);
    } finally {
      await dispose();
    }
  };

  describe('cache', () => {
    it('CA1: a value comes back with its revision; null is a value; what was not put is undefined', () =>
      onCache(100, async (cache, settled) => {
        cache.put('n', 'a', { deep: [1, 'x'] }, 3);
        cache.put('n', 'b', null, 4);
        await settled();
        deepStrictEqual({ ...(await cache.get('n', 'a')) }, { value: { deep: [1, 'x'] }, revision: 3 });
        deepStrictEqual({ ...(await cache.get('n', 'b')) }, { value: null, revision: 4 });
        equal(await cache.get('n', 'c'), undefined);
        equal(await cache.get('unknown', 'a'), undefined);
      }));

    it('CA2: a put with an older revision loses, with the same or a newer one it wins', () =>
      onCache(100, async (cache, settled) => {
        cache.put('n', 'a', 'five', 5);
        cache.put('n', 'a', 'four', 4);
        await settled();
        equal((await cache.get('n', 'a'))?.value, 'five');
        cache.put('n', 'a', 'five again', 5);
        await settled();
        equal((await cache.get('n', 'a'))?.value, 'five again');
        cache.put('n', 'a', 'six', 6);
        await settled();
        deepStrictEqual({ ...(await cache.get('n', 'a')) }, { value: 'six', revision: 6 });
      }));

    it('CA2: a value that was handed out does not change when a newer one is put', () =>
      onCache(100, async (cache, settled) => {
        cache.put('n', 'a', 'old', 1);
        await settled();
        const held = await cache.get('n', 'a');
        cache.put('n', 'a', 'new', 2);
        await settled();
        deepStrictEqual({ ...held }, { value: 'old', revision: 1 });
      }));

    it('CA3: after eviction, and after clear, an older value does not come in again', () =>
      onCache(10, async (cache, settled) => {
        cache.put('n', 'a', 'new', 9);
        for (let i = 0; i < 200; i++) cache.put('n', `filler${i}`, i, 9);
        await settled();
        cache.put('n', 'a', 'old', 8);
        await settled();
        const { value = 'new' } = (await cache.get('n', 'a')) ?? {};
        equal(value, 'new');
        cache.clear('n');
        cache.put('n', 'a', 'old', 8);
        await settled();
        equal(await cache.get('n', 'a'), undefined);
        cache.put('n', 'a', 'newer', 10);
        await settled();
        equal((await cache.get('n', 'a'))?.value, 'newer');
      }));

    it('CA4: namespaces are apart: values, revisions and clear', () =>
      onCache(100, async (cache, settled) => {
        cache.put('n', 'a', 'n', 9);
        cache.put('m', 'a', 'm', 1);
        await settled();
        deepStrictEqual([(await cache.get('n', 'a'))?.value, (await cache.get('m', 'a'))?.value], ['n', 'm']);
        cache.clear('n');
        await settled();
        deepStrictEqual([await cache.get('n', 'a'), (await cache.get('m', 'a'))?.value], [undefined, 'm']);
        cache.put('m', 'b', 'low', 1);
        await settled();
        equal((await cache.get('m', 'b'))?.value, 'low');
      }));

    it('CA6: hits and misses are counted', () =>
      onCache(100, async (cache, settled) => {
        cache.put('n', 'a', 1, 1);
        await settled();
        await cache.get('n', 'a');
        await cache.get('n', 'a');
        await cache.get('n', 'b');
        const { hits, misses } = cache.stats();
        deepStrictEqual({ hits, misses }, { hits: 2, misses: 1 });
      }));

    it('CA1–CA5: under any puts, reads and clears a read gives the newest value put or nothing, in bounded space', async () => {
      const step = fc.record({
        what: fc.constantFrom('put', 'put', 'put', 'get', 'get', 'clear'),
        namespace: fc.constantFrom('n', 'm'),
        key: fc.integer({ min: 0, max: 9 }).map(String),
        revision: fc.integer({ min: 1, max: 12 }),
      });
      let hits = 0;
      const property = fc.asyncProperty(
        fc.array(step, { maxLength: 120 }),
        fc.integer({ min: 1, max: 6 }),
        (steps, entriesMax) =>
          onCache(entriesMax, async (cache, settled) => {
            const newest = new Map<string, { value: number; revision: number }>();
            for (const [value, { what, namespace, key, revision }] of steps.entries()) {
              const place = `${namespace}/${key}`;
              if (what === 'clear') cache.clear(namespace);
              else if (what === 'put') {
                cache.put(namespace, key, value, revision);
                if (revision >= (newest.get(place)?.revision ?? 0)) newest.set(place, { value, revision });
              }
              await settled();
              const found = await cache.get(namespace, key);
              if (found) hits += 1;
              if (found) deepStrictEqual({ ...found }, newest.get(place));
              ok(
                cache.stats().entries <= entriesMax,
                `${cache.stats().entries} entries where ${entriesMax} are allowed`,
              );
            }
          }),
      );
      await fc.assert(property, { numRuns: 100 });
      ok(hits > 100, 'the cache kept values');
    });
  });
}
