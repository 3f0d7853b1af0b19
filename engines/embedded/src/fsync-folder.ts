import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes names that were just created or moved in a folder survive a power cut. Windows has no such call. */
export function fsyncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  fsyncFile(folder);
}

export function fsyncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
