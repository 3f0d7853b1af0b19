import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** How much may travel, in bytes of gzip at its best. A page over its budget is slow for whoever stands on a pitch. */
export const budgets = { firstJs: 45_000, css: 14_000, html: 3_000, lazyRoute: 25_000 } as const;

export interface Weighed {
  readonly what: string;
  readonly bytes: number;
  readonly max: number;
}

/** Weighs a build: what the first screen loads, and each part that comes later. */
export function weigh(dist: string): Weighed[] {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const size = (path: string): number => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;
  const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => path ?? '');
  const sum = (paths: readonly string[]): number => paths.reduce((total, path) => total + size(path), 0);
  const lazy = globSync('assets/*.js', { cwd: dist }).filter((path) => !first.includes(path));
  return [
    { what: 'first load, JavaScript', bytes: sum(first), max: budgets.firstJs },
    { what: 'CSS', bytes: sum(globSync('assets/*.css', { cwd: dist })), max: budgets.css },
    { what: 'index.html', bytes: size('index.html'), max: budgets.html },
    ...lazy.map((path) => ({ what: path, bytes: size(path), max: budgets.lazyRoute })),
  ];
}
