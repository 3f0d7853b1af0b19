import type { DatabaseSync } from 'node:sqlite';
import { arrays, primaryCode, resultCode } from './sqlite.ts';

/**
 * Moves the WAL into the database. Done by hand because SQLite's own checkpoint hides a failed fsync and tries it
 * again: the kernel may report success the second time although pages were lost. Here such an error is thrown.
 * A full disk, or somebody who reads, only means that the WAL stays longer: false.
 */
export function checkpoint(db: DatabaseSync, mode: 'PASSIVE' | 'TRUNCATE'): boolean {
  try {
    const [busy] = arrays<[busy: number]>(db, `PRAGMA wal_checkpoint(${mode})`).get() as [number];
    return busy === 0;
  } catch (error) {
    const code = primaryCode(error);
    if (code !== resultCode.full && code !== resultCode.busy) throw error;
    return false;
  }
}

/** Pages of a WAL before they are moved on: 4 MB, of the log 8. */
const pagesMax = 1000;

/** Moves a WAL on, in SQLite's stead, once it is long. */
export function walMover(db: DatabaseSync): () => void {
  db.exec('PRAGMA wal_autocheckpoint = 0');
  const backlog = arrays<[busy: number, written: number, moved: number]>(db, 'PRAGMA wal_checkpoint(NOOP)');
  return () => {
    const [, written, moved] = backlog.get() as [number, number, number];
    if (written - moved > pagesMax) checkpoint(db, 'PASSIVE');
  };
}
