import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { mostNamed } from './most-named.ts';

test('what comes up most often stands first, and the newest of equals', () => {
  deepEqual(mostNamed(['ski', 'run', 'row', 'run', 'row', 'run', 'swim'], 3), ['run', 'row', 'ski']);
});
