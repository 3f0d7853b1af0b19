import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arrayLiteral, hexElement, numbersFrom } from './array-literal.ts';
import { onDatabase } from './testing/on-database.ts';
import { withPostgres } from './testing/with-postgres.ts';

test('numbers and nothing stand as they are, texts in quotes', () => {
  equal(arrayLiteral([1, -2, null]), '{1,-2,NULL}');
  equal(arrayLiteral([]), '{}');
  equal(arrayLiteral(['a,b', 'say "no"', 'NULL', '']), '{"a,b","say \\"no\\"","NULL",""}');
});

test('whole numbers come back', () => {
  deepEqual(numbersFrom('{1,22,-3}'), [1, 22, -3]);
  deepEqual(numbersFrom('{}'), []);
});

withPostgres('array literals', () => {
  test('PostgreSQL reads any text and any bytes as they were', () =>
    onDatabase(async (open) => {
      const database = open();
      const texts = fc.array(
        fc.option(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))),
        { maxLength: 20 },
      );
      const property = fc.asyncProperty(texts, fc.uint8Array({ maxLength: 40 }), async (all, bytes) => {
        const [[json, back] = []] = await database.read<[string, Buffer]>(
          'SELECT array_to_json($1::text[])::text, ($2::bytea[])[1]',
          [arrayLiteral(all), arrayLiteral([hexElement(bytes)])],
        );
        deepEqual(JSON.parse(json ?? ''), all);
        deepEqual(back, Buffer.from(bytes));
      });
      await fc.assert(property, { numRuns: 200 });
    }));
});
