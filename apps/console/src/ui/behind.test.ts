import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { behindText } from './behind.ts';

test('a reader that stands still before events of others is not told to be 0 s behind', () => {
  deepEqual(
    [
      behindText({ lagEvents: 8, lagS: 0 }),
      behindText({ lagEvents: 8, lagS: 0.1 }),
      behindText({ lagEvents: 0, lagS: 0 }),
    ],
    ['none for it', '0.1 s', 'at the head'],
  );
});
