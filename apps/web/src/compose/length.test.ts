import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { lengthOf } from './length.ts';

test('characters are counted as the server does', () => {
  equal(lengthOf(' \n Ten hills\r\n! '), 11);
  equal(lengthOf('😀😀'), 2);
  equal(lengthOf(' \n '), 0);
});
