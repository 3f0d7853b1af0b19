import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fsyncFolder } from './fsync-folder.ts';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a folder, and those above it that are missing. One by one: Node's `recursive` never ends where a folder cannot be
 * made although the one above it is there, as in /proc. Its name is on disk then: without it all in it would be lost with
 * the power. Throws what the system answers.
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (!statSync(above, { throwIfNoEntry: false })) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (!isFolder(path)) throw error; // Another process may have made it just now.
  }
  try {
    fsyncFolder(above);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error; // Who may not read it cannot flush it either.
  }
}
