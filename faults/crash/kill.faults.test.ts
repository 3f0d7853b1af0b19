import { test } from 'node:test';
import { fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { sized, seeded } from '../run/plan.ts';
import { lives } from './lives.ts';

test('killed at any moment, the server has every answered command once, and its views are the fold of the log', async () => {
  const count = fired('kill -9');
  await lives(sized(30, 300), seeded('kill -9'), count);
  count.report(
    'kills under load',
    'kills at the start',
    'unknown outcomes asked again',
    'wishes sent twice at once',
    'reads with a token',
  );
});

const livesMax = 40;

/** What each of them may be seen by, whichever comes first. */
const sabotages = {
  'no-dedupe': /one key made two|done again|in the log/,
  'answer-before-commit': /one key made two|done again|in the log|answered 404/,
  'cursor-before-rows': /is not the fold of the log|is not counted|answered 404/,
};

for (const [sabotage, by] of Object.entries(sabotages))
  test(`sabotage “${sabotage}” does not survive the kills`, async () => {
    const count = fired(sabotage);
    await isCaught(sabotage, by, () => lives(livesMax, seeded(sabotage), count, sabotage));
    count.report();
  });
