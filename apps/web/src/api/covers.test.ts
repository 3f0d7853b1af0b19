import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { covers } from './covers.ts';

test('a token covers another that is at the same place or before it, in every partition', () => {
  equal(covers('0.2f', '0.2f'), true);
  equal(covers('0.30', '0.2z'), true, 'base 36');
  equal(covers('0.2e', '0.2f'), false);
  equal(covers('0.9-1.3', '1.3'), true);
  equal(covers('0.9', '1.1'), false, 'nothing is known of the other partition');
});
