// npm test [-- path or pattern …] [--node-test-option …]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from '@touchline/engine-postgres/testing';
import { runStep } from './test/run-step.ts';
import { addCounts, noCounts, summary } from './test/summary.ts';
import { chosenEngine } from './test/engine.ts';
import { findTestFiles, findWorldTests, planSteps, type Step } from './test/test-files.ts';
import { root } from './tools.ts';

const args = process.argv.slice(2);
const patterns = args.filter((arg) => !arg.startsWith('-'));
const options = args.filter((arg) => arg.startsWith('-'));
const faultsOnly = process.env['TOUCHLINE_FAULTS'] !== undefined;
const startedAtMs = performance.now();

const files = findTestFiles(root, patterns, { faultsOnly });
const engine = chosenEngine(process.env);
/** A run of everything shows services on both engines. */
const onPostgres =
  engine === undefined && patterns.length === 0 && !faultsOnly ? findWorldTests(root, files) : [];
const hasPostgres = postgresBinaries() !== undefined;
if (onPostgres.length > 0 && !hasPostgres)
  console.log('!!! Not tested: services on PostgreSQL, because there is none for this platform.');
const scratch = mkdtempSync(join(tmpdir(), 'touchline-tests-'));
const steps = planSteps(files, {
  full: faultsOnly,
  engine,
  onPostgres: hasPostgres ? onPostgres : [],
}).filter((step) => step.files.length > 0);
const verbose = patterns.length > 0;
let total = noCounts;

async function lane(waiting: Step[]): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const beganMs = performance.now();
    const counts = await runStep(step, { options, scratch, verbose });
    const ended = summary(counts, step.files.length, performance.now() - beganMs);
    if (!verbose) console.log(`${step.name}: ${ended.line}\n`);
    total = addCounts(total, counts);
  }
}

try {
  const shared = steps.filter(({ isolation }) => isolation === 'none');
  // One process uses one processor. Whoever reads each test's name reads one step after the other.
  await Promise.all(Array.from({ length: verbose ? 1 : 2 }, () => lane(shared)));
  await lane(steps.filter(({ isolation }) => isolation === 'process'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const { line, passed } = summary(total, files.length, performance.now() - startedAtMs);
console.log(`\n${line}`);
process.exitCode = passed ? 0 : 1;
