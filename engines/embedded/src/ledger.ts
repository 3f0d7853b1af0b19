import { DatabaseSync } from 'node:sqlite';
import { Fault, type Clock } from '@touchline/kernel';
import type { ViewStore } from '@touchline/kernel/ports';
import { copyHeld } from './copy-held.ts';
import { failStop, isDiskFailure } from './fail-stop.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';
import { isDamage, makeDurable, newerLayout, primaryCode, resultCode } from './sqlite.ts';
import { bookkeepingSchema, type ViewFile } from './view-store-file.ts';
import { sqliteViewStore } from './view-store.ts';

const layout = 1;
/** Cursors reach the disk this much later: a policy that is told again does again what has one effect only. */
const gatherMs = 1000;

/**
 * The bookkeeping of a view store in a file that is fsynced and never emptied. Documents are on disk when they are
 * answered; cursors and parked events within a second, together, so that a crash repeats and never leaves out.
 */
export async function sqliteLedger(
  path: string,
  clock: Clock,
  onFatal?: (error: Fault) => void,
): Promise<ViewStore & { copyTo(path: string): Promise<void> }> {
  const file = openLedgerFile(path);
  const { check, stop } = failStop(path, onFatal);
  const durable = {
    check,
    failed: (error: unknown) => (isDiskFailure(error) ? stop(error) : error),
    moveWal: walMover(file.database),
  };
  const store = await sqliteViewStore(path, { clock, gatherMs, openFile: () => file, durable });

  /** By hand at the end, too: SQLite closes as if every flush had been done. */
  function flushed(): void {
    try {
      store.settle();
      checkpoint(file.database, 'TRUNCATE');
    } catch (error) {
      if (isDiskFailure(error)) throw stop(error);
      // Otherwise what cannot be ended is dropped, and told again.
    }
    check();
  }

  return {
    ...store,
    async copyTo(to) {
      store.settle(); // What is open in a transaction cannot be copied.
      copyHeld(file.database, to);
    },
    async close() {
      if (file.database.isOpen) flushed();
      await store.close();
    },
  };
}

export function openLedgerFile(path: string): ViewFile {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    makeDurable(database);
    const newer = newerLayout(database, path, layout);
    if (newer !== undefined) throw refused(newer);
    database.exec(`BEGIN IMMEDIATE; ${bookkeepingSchema}; PRAGMA user_version = ${layout}; COMMIT`);
    const opened = database;
    return { database: opened, distrust: () => {}, close: () => void (opened.isOpen && opened.close()) };
  } catch (error) {
    database?.close();
    if (primaryCode(error) === resultCode.busy)
      throw refused(`${path} is open in another process. Stop that one first.`, error);
    if (isDamage(error))
      throw new Fault(
        'corrupt',
        `${path} is damaged. Restore it from a backup, or move it away: policies then begin anew, and messages of more than 30 days ago are told again.`,
        { cause: error, retryable: false },
      );
    throw error;
  }
}

const refused = (what: string, cause?: unknown): Fault =>
  new Fault('internal', what, { retryable: false, cause });
