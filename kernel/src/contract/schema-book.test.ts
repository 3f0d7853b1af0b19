import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { schemaBook } from './schema-book.ts';

test('CT5: a schema with an id is referred to; without one it stands where it is used', () => {
  const book = schemaBook('draft-2020-12');
  const Leg = z.strictObject({ metres: z.int().min(0) }).meta({ id: 'Leg' });
  const used = book.schema(z.strictObject({ legs: z.array(Leg), on: z.iso.date() }), 'output');
  deepEqual(used['properties'], {
    legs: { type: 'array', items: { $ref: '#/components/schemas/Leg' } },
    on: { type: 'string', format: 'date' },
  });
  deepEqual(book.resolved(book.schema(Leg, 'output')), book.shared()['Leg']);
  deepEqual(Object.keys(book.shared()), ['Leg']);
});

test('CT5: an id that stands for more schemas than one way in and one way out is refused', () => {
  const book = schemaBook('draft-7');
  const named = (field: string) => z.strictObject({ [field]: z.string() }).meta({ id: 'Same' });
  book.schema(named('a'), 'output');
  book.schema(named('a'), 'output');
  book.schema(named('b'), 'output');
  throws(() => book.schema(named('c'), 'output'), /Two schemas have the id Same: give each its own/);
});
