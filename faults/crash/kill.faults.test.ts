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

for (const sabotage of ['no-dedupe', 'answer-before-commit', 'cursor-before-rows'])
  test(`sabotage “${sabotage}” does not survive the kills`, async () => {
    const count = fired(sabotage);
    await isCaught(sabotage, () => lives(livesMax, seeded(sabotage), count, sabotage));
    count.report();
  });
