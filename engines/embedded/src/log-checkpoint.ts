import type { DatabaseSync } from 'node:sqlite';
import { primaryCode, resultCode } from './sqlite.ts';

/**
 * Moves the WAL into the database. Done by hand because SQLite's own checkpoint hides a failed fsync and tries it
 * again: the kernel may report success the second time although pages were lost. Here such an error is thrown.
 * A full disk only means that the WAL stays longer.
 */
export function checkpoint(db: DatabaseSync, mode: 'PASSIVE' | 'TRUNCATE'): void {
  try {
    db.prepare(`PRAGMA wal_checkpoint(${mode})`).get();
  } catch (error) {
    const code = primaryCode(error);
    if (code !== resultCode.full && code !== resultCode.busy) throw error;
  }
}
