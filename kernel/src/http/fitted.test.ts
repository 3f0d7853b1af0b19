import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { fitted } from './fitted.ts';

const schema = z.strictObject({ login: z.string().min(1).max(254) });

test('HT26: an object that only looks as if it had a length does not fit, instead of making the schema throw', () => {
  for (const length of [{ toString: 'x' }, { valueOf: 1, toString: 1 }]) {
    const found = fitted(schema, { login: { length } });
    deepEqual(found.success || found.issues.map(({ message }) => message), [
      'Holds a value of a shape that no field takes.',
    ]);
  }
});

test('what fits is given as the schema makes it, what does not with all of its faults', () => {
  deepEqual(fitted(schema, { login: 'kai' }), { success: true, data: { login: 'kai' } });
  const found = fitted(schema, { login: '', more: 1 });
  equal(found.success ? 0 : found.issues.length, 2);
});
