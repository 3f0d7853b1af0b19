import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { handleFrom } from './handle-from.ts';

test('a name suggests a handle', () => {
  equal(handleFrom('Inés Kovač'), 'ines_kovac');
  equal(handleFrom("  Mary-Ann O'Neill "), 'mary_ann_o_neill');
  equal(handleFrom('王芳'), '');
  equal(handleFrom('x'.repeat(40)).length, 30);
});
