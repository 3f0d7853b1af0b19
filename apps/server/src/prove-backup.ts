import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface BackupProof {
  readonly events: number;
  readonly proved: string;
}

/**
 * Restores a backup beside the data, which proves every file and event of it, and removes the copy again. In a thread
 * of its own: copying a large log would hold up every request.
 */
export async function proveBackup(dataFolder: string, folder: string): Promise<BackupProof> {
  const place = join(dataFolder, 'run', `proof-${randomUUID()}`);
  await mkdir(join(dataFolder, 'run'), { recursive: true, mode: 0o700 });
  try {
    return await restored(folder, place);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function restored(folder: string, place: string): Promise<BackupProof> {
  const worker = new Worker(new URL('./prove-backup.worker.ts', import.meta.url), {
    workerData: { folder, place },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', (proof: BackupProof) => resolve(proof));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The restore ended without an answer.')));
  });
}
