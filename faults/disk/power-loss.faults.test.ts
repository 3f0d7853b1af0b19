import { join } from 'node:path';
import { test } from 'node:test';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { notShown } from '../run/not-shown.ts';
import { sized, seeded } from '../run/plan.ts';
import type { Random } from '../run/random.ts';
import { inScratch } from '../run/scratch.ts';
import { assertImage } from './assert-image.ts';
import { diskTrace, traceArguments } from './disk-trace.ts';
import { powerCuts } from './power-cut.ts';
import { families, traced, withoutStrace } from './strace.ts';

const skip = notShown('power cuts', withoutStrace());
/** All of it is enough to move the WAL into the database in between, not only at the end. */
const commands = sized(400, 1200);

/** Records once what a process does to the disk, and looks at the disk as power cuts would have left it. */
async function cutPower(images: number, random: Random, count: Fired, sabotage?: string): Promise<void> {
  const inMemory = true; // The images are what a disk would hold; where they lie does not matter.
  await inScratch(
    async (scratch) => {
      const folder = join(scratch, 'data');
      const answers = join(scratch, 'answers');
      const { exit, trace, errors } = await traced(
        { folder, answers, part: 'a', size: commands, ...(sabotage && { sabotage }) },
        {
          files: [...families.log, 'log.db-journal', answers],
          arguments: traceArguments,
          out: join(scratch, 'trace'),
        },
      );
      if (exit !== 0) throw new Error(`The workload ended with ${exit}: ${errors}`);
      const steps = diskTrace(trace, answers);
      count('flushes recorded', steps.filter(({ kind }) => kind === 'flush').length);
      count('answers recorded', steps.filter(({ kind }) => kind === 'answer').length);
      count(
        'pages moved out of the WAL',
        steps.filter((step) => step.kind === 'write' && step.file.endsWith('log.db')).length,
      );
      for (const image of powerCuts(steps, images, random)) {
        count('writes lost', image.lost);
        count('writes torn', image.torn);
        await assertImage(join(scratch, 'image'), image, random);
        count('images');
      }
    },
    { inMemory },
  );
}

test(
  'ES1: after a power cut at any moment, what was answered is there and the chain is whole',
  { skip },
  async () => {
    const count = fired('power cuts');
    await cutPower(sized(300, 6000), seeded('power cuts'), count);
    count.report('images', 'writes lost', 'writes torn', 'answers recorded', 'pages moved out of the WAL');
  },
);

/** What each of them may be seen by, whichever comes first. */
const sabotages = {
  'no-fsync': /is not in the log|cannot be opened|does not verify|goes on from/,
  'answer-before-commit': /is not in the log/,
};

for (const [sabotage, by] of Object.entries(sabotages))
  test(`sabotage “${sabotage}” does not survive the power cuts`, { skip }, async () => {
    const count = fired(sabotage);
    await isCaught(sabotage, by, () => cutPower(300, seeded(sabotage), count, sabotage));
    count.report();
  });
