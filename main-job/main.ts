// npm run job [-- options]: a real-sized community, a load over HTTP, a kill, and proof that every answer is right.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jobHelp, jobOptions } from './options.ts';
import { runJob } from './run-job.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

async function main(): Promise<void> {
  const options = jobOptions(process.argv.slice(2));
  if (options === 'help') return console.log(jobHelp);
  const folder =
    options.data === undefined ? mkdtempSync(join(tmpdir(), 'touchline-job-')) : emptyFolder(options.data);
  const began = performance.now();
  const passed = await runJob(options, folder, (line) => console.log(line));
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (passed && options.data === undefined) rmSync(folder, { recursive: true });
  console.log(
    passed ? `\n✔ All of it holds, in ${seconds} s.` : `\n✖ It does not hold. What was left is in ${folder}.`,
  );
  process.exitCode = passed ? 0 : 1;
}

function emptyFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  if (readdirSync(path).length === 0) return resolve(path);
  throw new Error(`--data takes an empty folder, and ${path} is not.`);
}

main().catch((error: unknown) => {
  console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
