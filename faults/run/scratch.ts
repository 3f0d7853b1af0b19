import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';

/** A folder of one test's own, gone afterwards; in memory where the test does not depend on a real disk. */
export async function inScratch<T>(
  work: (folder: string) => Promise<T>,
  { inMemory = false }: { inMemory?: boolean } = {},
): Promise<T> {
  const place = inMemory && existsSync(memory) ? memory : tmpdir();
  const folder = mkdtempSync(join(place, 'touchline-faults-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
