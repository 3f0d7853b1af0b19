// Builds the app and holds it against its budgets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { weigh } from './budgets.ts';

const outDir = mkdtempSync(join(tmpdir(), 'touchline-web-'));
try {
  const configFile = join(import.meta.dirname, '../vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const weighed = weigh(outDir);
  const over = weighed.filter(({ bytes, max }) => bytes > max);
  for (const { what, bytes, max } of over)
    console.log(`${what}: ${bytes} bytes gzipped; the budget is ${max}.`);
  for (const { what, bytes, max } of weighed.slice(0, 3)) console.log(`${what}: ${bytes} of ${max} bytes`);
  process.exitCode = over.length > 0 ? 1 : 0;
} finally {
  rmSync(outDir, { recursive: true });
}
