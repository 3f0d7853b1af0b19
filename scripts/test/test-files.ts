import { globSync } from 'node:fs';
import { matchesGlob, sep } from 'node:path';

const places = ['*.test.ts', '{bin,faults,main-job,scripts,kernel,engines,services,apps}/**/*.test.ts'];

/** The test files, or those of them whose path contains or matches one of the patterns. */
export function findTestFiles(
  root: string,
  patterns: readonly string[],
  { faultsOnly }: { faultsOnly: boolean },
): string[] {
  return globSync(places, { cwd: root, exclude: (path) => path.endsWith('node_modules') })
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => !faultsOnly || path.endsWith('.faults.test.ts'))
    .filter((path) => patterns.length === 0 || patterns.some((p) => path.includes(p) || matchesGlob(path, p)))
    .toSorted();
}

export interface Step {
  readonly isolation: 'none' | 'process';
  readonly files: readonly string[];
  readonly testMsMax: number;
  readonly stepMsMax: number;
}

const minuteMs = 60_000;

/**
 * Tests share one process unless their name says they need their own: they crash, race or break the disk. `full` are
 * runs of all that fault tests have, which take hours.
 */
export function planSteps(files: readonly string[], { full }: { full: boolean }): Step[] {
  const alone = (path: string): boolean => /\.(isolated|faults)\.test\.ts$/.test(path);
  return [
    {
      isolation: 'none',
      files: files.filter((path) => !alone(path)),
      testMsMax: minuteMs,
      stepMsMax: 30 * minuteMs,
    },
    {
      isolation: 'process',
      files: files.filter(alone),
      testMsMax: (full ? 120 : 5) * minuteMs,
      stepMsMax: (full ? 360 : 30) * minuteMs,
    },
  ];
}
