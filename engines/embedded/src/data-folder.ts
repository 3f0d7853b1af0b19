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

export interface LockedFolder {
  release(): void;
}

/**
 * Makes the folder and takes it for this process. The lock is SQLite's own on a small file: the kernel lets go of it
 * when the process ends, however it ends, so that no stale lock is ever left.
 */
export function lockFolder(folder: string): LockedFolder {
  const { lock, views } = folderFiles(folder);
  makeFolder(views, 0o700);
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

function holderOf(db: DatabaseSync): number | undefined {
  try {
    return Number(db.prepare('SELECT pid FROM holder').get()?.['pid']) || undefined;
  } catch {
    return undefined; // Only names the holder; that there is one is known already.
  }
}
