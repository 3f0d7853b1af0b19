// npm test [-- path or pattern …] [--node-test-option …]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from '@touchline/engine-postgres/testing';
import { runStep } from './test/run-step.ts';
import { addCounts, noCounts, summary } from './test/summary.ts';
import { chosenEngine } from './test/engine.ts';
import { findTestFiles, findWorldTests, planSteps } from './test/test-files.ts';
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
let total = noCounts;
try {
  for (const step of planSteps(files, {
    full: faultsOnly,
    engine,
    onPostgres: hasPostgres ? onPostgres : [],
  })) {
    if (step.files.length === 0) continue;
    if (step.files === onPostgres) console.log(`\n${onPostgres.length} files of services, on PostgreSQL:`);
    total = addCounts(total, await runStep(step, { options, scratch, verbose: patterns.length > 0 }));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const { line, passed } = summary(total, files.length, performance.now() - startedAtMs);
console.log(`\n${line}`);
process.exitCode = passed ? 0 : 1;
