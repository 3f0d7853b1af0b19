import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel';
import { primaryCode, resultCode } from '../sqlite.ts';

/** One transaction; a full disk is said as such, and leaves the file as it was. */
export function writing(db: DatabaseSync, path: string, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    if (primaryCode(cause) !== resultCode.full) throw cause;
    throw new Fault('storage-full', `The disk of ${path} is full. Free some space and run the same again.`, {
      cause,
    });
  }
}
