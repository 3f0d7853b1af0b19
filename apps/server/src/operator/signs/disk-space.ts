import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** What the data folder takes. */
  readonly dataBytes: number;
}

/** A look over all files is not repeated within this time. */
const keptMs = 30_000;
const filesMax = 10_000;

/** Space on the disk of a folder, and what the folder takes of it; `undefined` where it cannot be told. */
export function diskSpace(folder: string, steadyMs: () => number): () => Promise<DiskSpace | undefined> {
  let read: Promise<DiskSpace | undefined> | undefined;
  let readAtMs = -Infinity;
  return () => {
    if (!read || steadyMs() - readAtMs > keptMs) {
      readAtMs = steadyMs();
      read = spaceOf(folder).catch(() => undefined);
    }
    return read;
  };
}

async function spaceOf(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  let dataBytes = 0;
  for (const entry of names.filter((one) => one.isFile()).slice(0, filesMax)) {
    // A file may go while it is counted.
    const size = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
    dataBytes += size?.size ?? 0;
  }
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, dataBytes };
}
