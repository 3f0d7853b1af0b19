import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newestFirst, type Timeline } from './newest-first.ts';

const noPause = () => Promise.resolve();

/** A timeline of some numbers, and how many ids were read from it. */
function timelineOf(numbers: readonly number[]) {
  const ids = numbers
    .map((n) => String(n).padStart(6, '0'))
    .toSorted()
    .toReversed();
  const read = { ids: 0 };
  const timeline: Timeline = {
    read(after, limit) {
      const older = ids.filter((id) => after === undefined || id < after);
      const keys = older.slice(0, limit);
      read.ids += keys.length;
      return { keys, next: older.length > keys.length ? keys.at(-1) : undefined };
    },
  };
  return { timeline, ids, read };
}

describe('newestFirst', () => {
  test('gives what sorting everything would give, and knows whether there is more', async () => {
    const numbers = fc.uniqueArray(fc.nat(5000), { maxLength: 300 });
    const before = fc.option(fc.nat(5000), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        numbers,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 90 }),
        before,
        async (all, authors, limit, n) => {
          const place = n === undefined ? undefined : String(n).padStart(6, '0');
          const timelines = Array.from({ length: authors }, (_, i) =>
            timelineOf(all.filter((id) => (id * 7) % authors === i)),
          );
          const expected = timelines
            .flatMap(({ ids }) => ids)
            .filter((id) => place === undefined || id < place);
          const merged = await newestFirst(
            timelines.map(({ timeline }) => timeline),
            place,
            limit,
            noPause,
          );
          assert.deepEqual(merged.ids, expected.toSorted().toReversed().slice(0, limit));
          assert.equal(merged.more, expected.length > limit);
        },
      ),
    );
  });

  test('reads little of those who have nothing new', async () => {
    const quiet = Array.from({ length: 200 }, (_, i) =>
      timelineOf(Array.from({ length: 50 }, (_unused, n) => n * 200 + i)),
    );
    const busy = timelineOf(Array.from({ length: 500 }, (_, n) => 100_000 + n));
    const { ids } = await newestFirst(
      [...quiet, busy].map(({ timeline }) => timeline),
      undefined,
      100,
      noPause,
    );
    assert.ok(ids.every((id) => id >= '100000'));
    assert.ok(quiet.every(({ read }) => read.ids <= 4));
  });

  test('lets others run between the reads of someone who hears thousands', async () => {
    const many = Array.from({ length: 7500 }, () => timelineOf([]));
    let pauses = 0;
    await newestFirst(
      many.map(({ timeline }) => timeline),
      undefined,
      400,
      async () => void (pauses += 1),
    );
    assert.ok(pauses >= 200);
  });
});
