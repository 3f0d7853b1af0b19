import { statfs } from 'node:fs/promises';
import { bad, good, unknown, type Finding } from './finding.ts';

const freeLeast = 1024 ** 3;
const shareLeast = 0.05;

export interface Space {
  readonly free: number;
  readonly total: number;
}

export async function spaceOf(folder: string): Promise<Space | undefined> {
  const found = await statfs(folder).catch(() => undefined);
  return found && { free: found.bavail * found.bsize, total: found.blocks * found.bsize };
}

/** On a full disk reads go on and writes are refused; a rebuild needs room for a view once more. */
export function checkSpace(folder: string, space: Space | undefined): Finding {
  if (!space) return unknown('disk', `${folder} is not on this machine`, 'Run this where the data is.');
  const what = `${gigabytes(space.free)} of ${gigabytes(space.total)} are free for ${folder}`;
  return space.free < freeLeast || space.free < shareLeast * space.total
    ? bad('disk', what, 'Make room, or move the data folder to a larger disk.')
    : good('disk', what);
}

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
