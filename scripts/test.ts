// npm test [-- path or pattern …] [--node-test-option …]
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from '@touchline/engine-postgres/testing';
import { runStep } from './test/run-step.ts';
import { addCounts, noCounts, summary } from './test/summary.ts';
import { chosenEngine } from './test/engine.ts';
import { filesApart, findTestFiles, findWorldTests, planSteps } from './test/test-files.ts';
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
/** Whoever reads each test's name reads one step after the other. */
const waiting = verbose ? steps : filesApart(steps);
/** One more than processors: much of what tests do is waiting, for a disk, a lease, a browser. */
const lanes = verbose ? 1 : Math.min(availableParallelism() + 1, 4);
let total = noCounts;
// Each step that runs is told, too; none begins after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void waiting.splice(0));

async function lane(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const beganMs = performance.now();
    const counts = await runStep(step, { options, scratch, verbose });
    const ended = summary(counts, step.files.length, performance.now() - beganMs);
    if (!verbose) console.log(`${step.name}: ${ended.line}`);
    total = addCounts(total, counts);
  }
}

try {
  await Promise.all(Array.from({ length: lanes }, lane));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const { line, passed } = summary(total, files.length, performance.now() - startedAtMs);
console.log(`\n${line}`);
process.exitCode = passed ? 0 : 1;
