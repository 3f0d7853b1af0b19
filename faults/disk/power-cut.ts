import type { Random } from '../run/random.ts';
import type { DiskStep } from './disk-trace.ts';
import { tracedDisk, type Left } from './traced-disk.ts';

/** A disk as a power cut may have left it. */
export interface Image extends Left {
  /** What clients had been told by then. */
  readonly answers: readonly string[];
}

/** Plays the steps and cuts the power at some of them: flushed writes are there, of the others some, and some in part. */
export function* powerCuts(
  root: string,
  steps: readonly DiskStep[],
  cuts: number,
  random: Random,
): Generator<Image> {
  const disk = tracedDisk(root);
  const answers: string[] = [];
  const at = Array.from({ length: cuts }, () => random.below(steps.length)).toSorted((a, b) => a - b);
  for (const [i, step] of steps.entries()) {
    for (; at[0] === i; at.shift()) yield { ...disk.afterPowerCut(random), answers: [...answers] };
    if (step.kind === 'answer') answers.push(step.line);
    else disk.does(step);
  }
}
