// npm run check [-- name …]: everything that can be known of the code without running it.
import { availableParallelism } from 'node:os';
import { checks } from './check/checks.ts';
import { type Outcome, runCheck } from './check/run-check.ts';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no check "${unknown.join('", "')}"; there are ${checks.map((c) => c.name).join(', ')}.`,
  );
  process.exit(1);
}

const waiting = checks.filter((check) => names.length === 0 || names.includes(check.name));
const startedAtMs = performance.now();
const outcomes: Outcome[] = [];

async function lane(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const outcome = await runCheck(check);
    outcomes.push(outcome);
    const seconds = (outcome.durationMs / 1000).toFixed(1);
    console.log(`${outcome.passed ? '✔' : '✖'} ${check.name.padEnd(13)}${check.shows} (${seconds} s)`);
    if (!outcome.passed) console.log(outcome.output.trimEnd().replaceAll(/^/gm, '    '));
  }
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane));

const failed = outcomes.filter((outcome) => !outcome.passed);
const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
console.log(
  failed.length === 0
    ? `\nAll ${outcomes.length} checks passed in ${seconds} s.`
    : `\n${failed.length} of ${outcomes.length} checks FAILED in ${seconds} s: ${failed.map((o) => o.name).join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
