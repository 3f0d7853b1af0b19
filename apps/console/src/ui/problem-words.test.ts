import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { problemWords } from './problem-words.ts';

test('what the server tells programs in their words is told to people in theirs', () => {
  const said = [
    ['bad-filter', 'This filter cannot be read; `details.faults` says what is wrong with it.'],
    [
      'no-such-stream',
      'No stream of this name has any events. Names look like `post-01k9…`; `events` lists them.',
    ],
    ['invalid-input', 'The input is not as this route expects it; `faults` lists what to change.'],
    ['not-yet-visible', 'Read what is older without `Touchline-Min-Position`.'],
  ] as const;
  deepEqual(
    said.filter(([code, detail]) => problemWords(code, detail).includes('`')),
    [],
  );
});

test('what is worded nowhere else is told as the server says it', () => {
  equal(problemWords('internal', 'The disk is gone.'), 'The disk is gone.');
});
