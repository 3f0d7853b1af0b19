import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from './make-folder.ts';
import { primaryCode, resultCode } from './sqlite.ts';

/** Where things stand in a data folder. */
export const folderFiles = (folder: string) => ({
  log: join(folder, 'log.db'),
  commands: join(folder, 'commands.db'),
  keys: join(folder, 'keys.db'),
  queue: join(folder, 'queue.db'),
  ledger: join(folder, 'ledger.db'),
  lock: join(folder, 'lock.db'),
  secrets: join(folder, 'secrets'),
  views: join(folder, 'views'),
});

/** What a backup says about itself; no data folder holds one. */
export const manifestName = 'manifest.json';

export interface LockedFolder {
  release(): void;
}

/**
 * Makes the folder and takes it for this process. The lock is SQLite's own on a small file: the kernel lets go of it
 * when the process ends, however it ends, so that no stale lock is ever left.
 */
export function lockFolder(folder: string): LockedFolder {
  refuseBackup(folder);
  const { lock, views } = folderFiles(folder);
  try {
    makeFolder(views, 0o700);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new Error(`The data folder ${folder} cannot be made (${code}): choose another with --data.`, {
      cause,
    });
  }
  const db = new DatabaseSync(lock, { timeout: 0 });
  try {
    db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER)');
    db.exec('BEGIN IMMEDIATE; DELETE FROM holder');
    db.prepare('INSERT INTO holder VALUES (?)').run(process.pid);
    db.exec('COMMIT; BEGIN IMMEDIATE');
  } catch (error) {
    const holder = holderOf(db);
    db.close();
    if (primaryCode(error) !== resultCode.busy) throw error;
    const who = holder === undefined ? 'another process' : `process ${holder}`;
    throw new Error(
      `The data folder ${folder} is in use by ${who}. Stop it first, or choose another folder.`,
      {
        cause: error,
      },
    );
  }
  return { release: () => db.close() };
}

/** A backup that was opened would not be what its manifest lists any more, and no restore would take it. */
function refuseBackup(folder: string): void {
  if (existsSync(join(folder, manifestName)))
    throw new Error(
      `${folder} is a backup (it holds ${manifestName}) and stays as it is. Restore it into a new folder, and use that: npx touchline restore ${folder} --data NEW`,
    );
}

function holderOf(db: DatabaseSync): number | undefined {
  try {
    return Number(db.prepare('SELECT pid FROM holder').get()?.['pid']) || undefined;
  } catch {
    return undefined; // Only names the holder; that there is one is known already.
  }
}
