import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, sep } from 'node:path';
import type { TestEngineName } from './engine.ts';
import { longestFirst } from './longest-first.ts';

/** Packages, what tools keep for themselves, and what a server keeps: no test of ours is in there. */
const isElsewhere = (path: string): boolean =>
  path === 'data' || /^(node_modules|\..+)$/.test(basename(path));

/** The test files, or those of them whose path contains or matches one of the patterns. */
export function findTestFiles(
  root: string,
  patterns: readonly string[],
  { faultsOnly }: { faultsOnly: boolean },
): string[] {
  return globSync('**/*.test.ts', { cwd: root, exclude: isElsewhere })
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => !faultsOnly || path.endsWith('.faults.test.ts'))
    .filter((path) => patterns.length === 0 || patterns.some((p) => path.includes(p) || matchesGlob(path, p)))
    .toSorted();
}

/** Those of services that run on an engine: they ask for one, or a world that they are given does. */
export function findWorldTests(root: string, files: readonly string[]): string[] {
  const asks = (path: string): boolean => /\btestEngine\b/.test(readFileSync(join(root, path), 'utf8'));
  return files.filter((path) => path.startsWith('services/') && [path, ...worldsOf(root, path)].some(asks));
}

/** What a test imports from a folder of worlds; some of them are in memory alone. */
const worldsOf = (root: string, path: string): string[] =>
  Array.from(
    readFileSync(join(root, path), 'utf8').matchAll(/ from '(\.[^']*\/testing\/[^']*\.ts)'/g),
    ([, from = '']) => join(dirname(path), from),
  );

export interface Step {
  readonly name: string;
  readonly isolation: 'none' | 'process';
  /** That tests of services run on. */
  readonly engine: TestEngineName;
  readonly files: readonly string[];
  readonly testMsMax: number;
  readonly stepMsMax: number;
}

const minuteMs = 60_000;

export interface PlanOptions {
  readonly full: boolean;
  readonly engine?: TestEngineName | undefined;
  /** Those that run once more, on PostgreSQL. */
  readonly onPostgres?: readonly string[];
}

/**
 * In the order in which they begin, about the longest first: begun late, one would run on alone when all else is over.
 * Tests share one process unless their name says they need their own: they crash, race or break the disk. `full` are
 * runs of all that fault tests have, which take hours.
 */
export function planSteps(
  files: readonly string[],
  { full, engine = 'memory', onPostgres = [] }: PlanOptions,
): Step[] {
  const alone = (path: string): boolean => /\.(isolated|faults)\.test\.ts$/.test(path);
  const ofEngine = (path: string): boolean => path.startsWith('engines/');
  const together = files.filter((path) => !alone(path));
  const shared = { isolation: 'none', engine, testMsMax: minuteMs, stepMsMax: 30 * minuteMs } as const;
  return [
    { ...shared, name: 'engines', files: together.filter(ofEngine) },
    { ...shared, name: 'services on PostgreSQL', engine: 'postgres', files: onPostgres },
    { ...shared, name: 'code', files: together.filter((path) => !ofEngine(path)) },
    {
      name: 'processes',
      isolation: 'process',
      engine,
      files: longestFirst(files.filter(alone)),
      testMsMax: (full ? 120 : 5) * minuteMs,
      stepMsMax: (full ? 360 : 30) * minuteMs,
    },
  ];
}

/** Each file that has a process of its own as a step of its own: the runner would take them in the order of their names. */
export const filesApart = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) =>
    step.isolation === 'none' ? [step] : step.files.map((path) => ({ ...step, name: path, files: [path] })),
  );
