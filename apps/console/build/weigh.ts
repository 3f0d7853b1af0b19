// Builds the console and holds it against its budgets, in bytes of gzip at its best.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const budgets = { firstJs: 70_000, css: 14_000, lazyRoute: 25_000 };

const outDir = mkdtempSync(join(tmpdir(), 'touchline-console-'));
try {
  const configFile = join(import.meta.dirname, '../vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const html = readFileSync(join(outDir, 'index.html'), 'utf8');
  const size = (path: string): number => gzipSync(readFileSync(join(outDir, path)), { level: 9 }).length;
  const sum = (paths: readonly string[]): number => paths.reduce((total, path) => total + size(path), 0);
  const first = [...html.matchAll(/(?:src|href)="\/console\/([^"]+\.js)"/g)].map(([, path]) => path ?? '');
  if (first.length === 0) throw new Error('index.html names no script of the console.');
  const css = globSync('assets/*.css', { cwd: outDir });
  const lazy = globSync('assets/*.js', { cwd: outDir }).filter((path) => !first.includes(path));
  const weighed = [
    { what: 'first load, JavaScript', bytes: sum(first), max: budgets.firstJs },
    { what: 'CSS', bytes: sum(css), max: budgets.css },
    ...lazy.map((path) => ({ what: path, bytes: size(path), max: budgets.lazyRoute })),
  ];
  const over = weighed.filter(({ bytes, max }) => bytes > max);
  for (const { what, bytes, max } of over)
    console.log(`${what}: ${bytes} bytes gzipped; the budget is ${max}.`);
  for (const { what, bytes, max } of weighed.slice(0, 2)) console.log(`${what}: ${bytes} of ${max} bytes`);
  process.exitCode = over.length > 0 ? 1 : 0;
} finally {
  rmSync(outDir, { recursive: true });
}
