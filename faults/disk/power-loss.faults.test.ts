import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fired, type Fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { notShown } from '../run/not-shown.ts';
import { sized, seeded } from '../run/plan.ts';
import type { Random } from '../run/random.ts';
import { inScratch } from '../run/scratch.ts';
import { assertFolder } from './assert-folder.ts';
import { assertLog, layOut } from './assert-image.ts';
import { diskTrace, traceArguments, type DiskStep } from './disk-trace.ts';
import { powerCuts, type Image } from './power-cut.ts';
import { traced, withoutStrace } from './strace.ts';

const skip = notShown('power cuts', withoutStrace());
/** All of it is enough to move the WAL into the database in between, not only at the end. */
const size = sized(400, 1200);
const part = 'a';
/** The images are what a disk would hold; where they lie does not matter. */
const inMemory = true;

type Work = (scratch: string, steps: readonly DiskStep[], count: Fired) => Promise<void>;

/** With what a process did to the disk, in a folder that goes afterwards. */
const recording = (what: string, work: Work, sabotage?: string): Promise<void> =>
  inScratch(
    async (scratch) => {
      const count = fired(what);
      await work(scratch, await recorded(scratch, count, sabotage), count);
    },
    { inMemory },
  );

/** Records once what a process does to the disk. */
async function recorded(scratch: string, count: Fired, sabotage?: string): Promise<DiskStep[]> {
  const answers = join(scratch, 'answers');
  const { exit, trace, errors } = await traced(
    { folder: join(scratch, 'data'), answers, part, size, ...(sabotage && { sabotage }) },
    { files: [], arguments: traceArguments, out: join(scratch, 'trace') },
  );
  if (exit !== 0) throw new Error(`The workload ended with ${exit}: ${errors}`);
  const steps = diskTrace(trace, answers);
  count('flushes recorded', steps.filter(({ kind }) => kind === 'flush').length);
  count('answers recorded', steps.filter(({ kind }) => kind === 'answer').length);
  const isMoved = (step: DiskStep): boolean => step.kind === 'write' && step.file.endsWith('/log.db');
  count('pages moved out of the WAL', steps.filter(isMoved).length);
  return steps;
}

type Check = (folder: string, image: Image, random: Random) => Promise<void>;

/** Looks at the disk as power cuts would have left it. */
async function cutPower(
  scratch: string,
  steps: readonly DiskStep[],
  images: number,
  random: Random,
  count: Fired,
  check: Check,
): Promise<void> {
  const place = join(scratch, 'image');
  for (const image of powerCuts(scratch, steps, images, random)) {
    count('writes lost', image.lost);
    count('writes torn', image.torn);
    layOut(place, scratch, image.files);
    await check(join(place, 'data'), image, random);
    count('images');
  }
}

const whole: Check = async (folder, { answers }, random) => {
  if (!existsSync(folder)) return assert.equal(answers.length, 0, 'the folder is gone');
  await assertFolder({ folder, answers, part, size, again: random.chance(0.05) });
};

test(
  'ES1: after a power cut at any moment, what was answered is there and the chain is whole',
  { skip },
  () =>
    recording('power cuts', async (scratch, steps, count) => {
      await cutPower(scratch, steps, sized(120, 6000), seeded('power cuts'), count, assertLog);
      count.report('images', 'writes lost', 'writes torn', 'answers recorded', 'pages moved out of the WAL');
    }),
);

/** Where flushes are left out, and what it is seen by, whichever comes first. */
const unflushed: Readonly<Record<string, readonly [which: RegExp, by: RegExp]>> = {
  'the log': [/^log\.db/, /not open.*log\.db|is not in the log|does not verify|goes on from/],
  'the keys': [/^keys\.db/, /not open.*keys\.db|what is personal|the key of/],
  'the queue': [/^queue\.db/, /not open.*queue\.db|the message/],
  'the ledger': [/^ledger\.db/, /not open.*ledger\.db|document|rewarded/],
  secrets: [/\.(key|partial)$/, /not open.*(secret|master)/],
  folders: [
    /^(data|secrets|views)$/,
    /not open.*missing|is gone|is not in the log|the key of|what is personal/,
  ],
};

test(
  'PD1, LE1, QU1: after a power cut all opens again, with the keys of what is in the log, messages and documents',
  { skip },
  () =>
    recording('power cuts of the whole folder', async (scratch, steps, count) => {
      await cutPower(scratch, steps, sized(24, 1500), seeded('the whole folder'), count, whole);
      count.report('images', 'writes lost', 'writes torn', 'answers recorded');
      for (const [what, [which, by]] of Object.entries(unflushed))
        await isCaught(`no flush of ${what}`, by, () => {
          const kept = steps.filter(({ kind, ...step }) => kind !== 'flush' || !which.test(nameOf(step)));
          return cutPower(scratch, kept, 300, seeded(what), fired(what), whole);
        });
    }),
);

const nameOf = (step: object): string => ('file' in step ? basename(String(step.file)) : '');

/** What each of them may be seen by, whichever comes first. */
const sabotages = {
  'no-fsync': /is not in the log|cannot be opened|does not verify|goes on from|is gone/,
  'answer-before-commit': /is not in the log/,
};

for (const [sabotage, by] of Object.entries(sabotages))
  test(`sabotage “${sabotage}” does not survive the power cuts`, { skip }, () =>
    recording(
      sabotage,
      async (scratch, steps, count) => {
        await isCaught(sabotage, by, () => cutPower(scratch, steps, 300, seeded(sabotage), count, assertLog));
        count.report();
      },
      sabotage,
    ),
  );
