import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bigintArray,
  bytesArray,
  integerArray,
  reusedMemory,
  smallIntArray,
  textArray,
} from './array-param.ts';
import { onDatabase } from './testing/on-database.ts';
import { withPostgres } from './testing/with-postgres.ts';

const many = { maxLength: 20 };
const texts = fc.array(
  fc.option(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))),
  many,
);
const bytes = fc.array(fc.option(fc.uint8Array({ maxLength: 40 })), many);
const numbers = (max: number): fc.Arbitrary<(number | null)[]> =>
  fc.array(fc.option(fc.oneof(fc.integer({ min: -max, max }), fc.constantFrom(-max, -1, 0, max))), many);

withPostgres('arrays as parameters', () => {
  test('PostgreSQL reads any texts, bytes and whole numbers as they were', () =>
    onDatabase(async (open) => {
      const database = open();
      const memory = reusedMemory();
      const values = fc.tuple(texts, bytes, numbers(2 ** 15 - 1), numbers(2 ** 31 - 1), numbers(2 ** 53 - 1));
      const property = fc.asyncProperty(values, async ([words, blobs, small, whole, big]) => {
        const take = memory();
        const hex = blobs.map((one) => one && Buffer.from(one).toString('hex'));
        const [[back] = ['']] = await database.read<[string]>(
          `SELECT json_build_array($1::text[], (SELECT coalesce(json_agg(encode(b, 'hex') ORDER BY n), '[]')
             FROM unnest($2::bytea[]) WITH ORDINALITY u(b, n)), $3::smallint[], $4::integer[], $5::bigint[])::text`,
          [
            textArray(words, take),
            bytesArray(hex, take),
            smallIntArray(small, take),
            integerArray(whole, take),
            bigintArray(big, take),
          ],
        );
        deepEqual(JSON.parse(back), [words, hex, small, whole, big]);
      });
      await fc.assert(property, { numRuns: 200 });
    }));
});

test('what is larger than the memory that is used again has memory of its own', () => {
  const take = reusedMemory()();
  const before = textArray(['a'.repeat(200_000)], take);
  const after = textArray(['b'.repeat(200_000)], take);
  const small = textArray(['c'], take);
  deepEqual([before, after, small].map((array) => String.fromCharCode(array.at(-1) ?? 0)), ['a', 'b', 'c']); // prettier-ignore
  equal(small.buffer === before.buffer, true);
  equal(after.buffer === before.buffer, false);
});
