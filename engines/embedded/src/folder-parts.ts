import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { folderFiles } from './data-folder.ts';
import { refuseForeignLog } from './log-schema.ts';
import { isDamage, refuseForeign } from './sqlite.ts';

/**
 * Refuses a folder that has lost a part which nothing can make again: begun anew beside the others, a log would take
 * names that are taken, and new keys would make everybody unreadable for ever. A part that was never there is made: the
 * master key first, then the keys, then the log.
 */
export function refuseIncomplete(folder: string): void {
  const files = folderFiles(folder);
  refuseForeignLog(files.log);
  for (const part of ['keys', 'queue', 'ledger'] as const)
    refuseForeign(files[part], (db) => hasTable(db, tableIn[part]));
  const master = join(files.secrets, 'master.key');
  const has = { master: existsSync(master), keys: existsSync(files.keys), log: existsSync(files.log) };
  if (has.keys && !has.master) throw missing(master, `the key that opens ${files.keys}`);
  if (!has.keys && has.log && holds(files.log, 'SELECT 1 FROM events LIMIT 1'))
    throw missing(files.keys, `the keys of all persons in ${files.log}, who could not be read again`);
  if (!has.log && has.keys && holds(files.keys, "SELECT 1 FROM keys WHERE person <> '' LIMIT 1"))
    throw missing(files.log, `the log, from which all else is made`);
}

/**
 * What is said of a ledger or a queue that is missing beside a log with events. It is begun anew: to move a damaged one
 * away is how one goes on without a backup.
 */
export function lostParts(folder: string): string[] {
  const files = folderFiles(folder);
  if (!existsSync(files.log) || !holds(files.log, 'SELECT 1 FROM events LIMIT 1')) return [];
  const lost = {
    [files.ledger]: 'policies begin anew, and messages of more than 30 days ago are told again',
    [files.queue]: 'messages that waited in it are not told',
  };
  return Object.entries(lost)
    .filter(([path]) => !existsSync(path))
    .map(
      ([path, what]) =>
        `${path} is missing and begins anew: ${what}. If nobody moved it away, stop and restore a backup.`,
    );
}

const missing = (path: string, what: string): Error =>
  new Error(
    `${path} is missing: ${what}. Put it back, restore a backup (npx touchline restore), or name another folder.`,
  );

/** A table that stands in each of our files from their beginning. */
const tableIn = { keys: 'keys', queue: 'messages', ledger: 'cursors' } as const;

const hasTable = (db: DatabaseSync, name: string): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;

/** False, too, of a file that cannot be read: whoever opens it says why. */
function holds(path: string, sql: string): boolean {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    return db.prepare(sql).get() !== undefined;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** Opens a part that nothing can make again. SQLite's own words about a damaged file say neither which nor what to do. */
export async function openPart<T>(path: string, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new Error(
      `${path} is damaged (${(error as Error).message}). Restore a backup (npx touchline restore).`,
      { cause: error },
    );
  }
}
