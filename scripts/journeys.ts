// npm run journeys [-- path or pattern …]: the journeys of both faces, on a phone and a desktop, in light and in dark.
import { lookNames } from '@touchline/web/look';
import { runUntilExit } from '../bin/launcher/run.mjs';
import { findTestFiles } from './test/test-files.ts';
import { root } from './tools.ts';

const minutesMax = 30;

const patterns = process.argv.slice(2);
const files = findTestFiles(root, patterns.length > 0 ? patterns : ['journeys/'], {
  faultsOnly: false,
  // What is accessible is looked at in every width and colour as it is.
}).filter((file) => /\/journeys\/(?!accessible)[^/]+\.isolated\.test\.ts$/.test(file));
if (files.length === 0) {
  console.error('No journey matches: nothing was walked.');
  process.exit(1);
}
for (const look of lookNames) {
  console.log(`${look}:`);
  const code = await runUntilExit(
    process.execPath,
    ['--test', '--test-isolation=process', '--test-concurrency=1', '--test-force-exit', ...files],
    { cwd: root, env: { ...process.env, TOUCHLINE_LOOK: look }, timeoutMs: minutesMax * 60_000 },
  );
  if (code !== 0) process.exitCode = 1;
}
