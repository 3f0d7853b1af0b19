import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Random } from '../run/random.ts';

export type Damage = 'deleted' | 'emptied' | 'header overwritten' | 'cut in half' | 'a page of noise';

export const damages: readonly Damage[] = [
  'deleted',
  'emptied',
  'header overwritten',
  'cut in half',
  'a page of noise',
];

const pageBytes = 8192;

/** Does to a file what a broken disk or a careless hand does. */
export function damage(path: string, how: Damage, random: Random): void {
  if (how === 'deleted') {
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    return;
  }
  const { size } = statSync(path);
  const pages = Math.floor(size / pageBytes);
  const noise = Uint8Array.from({ length: pageBytes }, () => random.below(256));
  const file = openSync(path, 'r+');
  try {
    if (how === 'emptied') ftruncateSync(file, 0);
    if (how === 'cut in half') ftruncateSync(file, Math.floor(size / 2));
    if (how === 'header overwritten') writeSync(file, noise, 0, 100, 0);
    if (how === 'a page of noise') writeSync(file, noise, 0, pageBytes, random.below(pages) * pageBytes);
  } finally {
    closeSync(file);
  }
}
