import { chmodSync, existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const memoryDisk = '/dev/shm';
/** Several times what a run of everything has at once. */
const roomMin = 4 * 2 ** 30;

/**
 * A folder for everything that tests write. Databases wait for their disk thousands of times; a disk in memory, where the
 * system has one with room, answers at once. That they wait is tested, and what a disk loses is simulated: no test needs a
 * real one, but `full` ones are too large for memory. Whoever sets TMPDIR chooses.
 */
export function scratchFolder(env: NodeJS.ProcessEnv, full: boolean): string {
  const fast = env['TMPDIR'] === undefined && !full && hasRoom();
  const folder = mkdtempSync(join(fast ? memoryDisk : tmpdir(), 'touchline-tests-'));
  chmodSync(folder, 0o711); // Where root tests, databases run as users of their own.
  return folder;
}

function hasRoom(): boolean {
  if (!existsSync(memoryDisk)) return false;
  const { bavail, bsize } = statfsSync(memoryDisk);
  return bavail * bsize >= roomMin && freemem() >= roomMin;
}
