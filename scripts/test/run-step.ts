import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runUntilExit } from '../../bin/launcher/run.mjs';
import { root } from '../tools.ts';
import { engineOptions } from './engine.ts';
import { addCounts, type Counts, noCounts } from './summary.ts';
import type { Step } from './test-files.ts';

export interface StepOptions {
  /** Options for node --test, passed through. */
  readonly options: readonly string[];
  /** A folder for the counts to come back in. */
  readonly scratch: string;
  /** Every test by name, not only those that fail. */
  readonly verbose: boolean;
}

/** Runs some test files under node --test and returns what it counted. */
export async function runStep(
  { name, isolation, engine, files, testMsMax, stepMsMax }: Step,
  { options, scratch, verbose }: StepOptions,
): Promise<Counts> {
  const tallyPath = join(scratch, `${name.replaceAll('/', '-')}.json`);
  const sibling = (path: string): string => new URL(path, import.meta.url).href;
  const code = await runUntilExit(
    process.execPath,
    [
      '--test',
      `--test-isolation=${isolation}`,
      `--test-timeout=${testMsMax}`,
      '--test-force-exit',
      // Much of what these do is waiting: for a disk, a lease, a browser.
      ...(isolation === 'none' ? [`--import=${sibling('./note-left-open.ts')}`] : ['--test-concurrency=2']),
      `--test-reporter=${verbose ? 'spec' : sibling('./quiet-reporter.ts')}`,
      '--test-reporter-destination=stdout',
      `--test-reporter=${sibling('./tally-reporter.ts')}`,
      `--test-reporter-destination=${tallyPath}`,
      ...engineOptions(engine),
      ...options,
      ...files,
    ],
    { cwd: root, timeoutMs: stepMsMax },
  );
  return countsOf(name, code, readTally(tallyPath));
}

interface Tally {
  readonly counts: Counts;
  readonly withoutTests: readonly string[];
}

function readTally(path: string): Tally | undefined {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text === '' ? undefined : (JSON.parse(text) as Tally);
}

/** What the runner counted, and a failure more for what it cannot see: a process that ended before its tests did. */
function countsOf(name: string, code: number, tally: Tally | undefined): Counts {
  const failures = (failed: number): Counts => ({ ...noCounts, failed });
  if (!tally) {
    console.log(`✖ ${name}: the test process ended before its tests did.`);
    return failures(1);
  }
  for (const path of tally.withoutTests) console.log(`✖ ${path} ended without having run a test.`);
  const counts = addCounts(tally.counts, failures(tally.withoutTests.length));
  return code === 0 || counts.failed + counts.cancelled > 0 ? counts : addCounts(counts, failures(1));
}
