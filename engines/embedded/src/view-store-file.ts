import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel';
import { isDamage, pragma, primaryCode, resultCode } from './sqlite.ts';
import { viewFault } from './view-store-fault.ts';
import { openMarker, type OpenMarker } from './view-store-marker.ts';

/** Raised when tables are laid out in another way; an older file is emptied and built again from the log. */
const layout = 2;

/** Bytes of a file that are mapped. They count as memory of the process: with 16 MB of each a large community took 20 more. */
const mappedMax = 4 * 2 ** 20;

export interface ViewFileOptions {
  /** Told when the file could not be used and was started empty. */
  readonly onEmptied?: (reason: string) => void;
  /** How large the file may grow, in pages of 8 KiB. Default: as the disk allows. */
  readonly pagesMax?: number;
  readonly cacheMb?: number;
}

export interface ViewFile {
  readonly database: DatabaseSync;
  /** The file turned out damaged while in use: the next start empties it. */
  distrust(): void;
  close(): void;
}

/** Opens a file of derived data, empty when there is none that can be trusted (VW35). */
export function openViewFile(path: string, options: ViewFileOptions): ViewFile {
  const marker = openMarker(path);
  let reason =
    marker.left === 'untrusted' ? 'the machine stopped, or damage was found, while it was open' : undefined;
  const remove = (): void =>
    ['', '-wal', '-shm', '-journal'].forEach((end) => rmSync(path + end, { force: true }));
  if (reason !== undefined) remove(); // Before the marker says otherwise.
  marker.write();
  let opened = usable(path, options, marker.left === 'open');
  if (typeof opened === 'string') {
    reason = opened;
    remove();
    opened = usable(path, options, false);
    if (typeof opened === 'string')
      throw new Fault('corrupt', `${path} cannot be made: ${opened}.`, { retryable: false });
  }
  if (reason !== undefined)
    options.onEmptied?.(`${path} was emptied, because ${reason}; it is built again from the log.`);
  return viewFile(opened, marker);
}

function viewFile(database: DatabaseSync, marker: OpenMarker): ViewFile {
  let trusted = true;
  return {
    database,
    distrust: () => {
      trusted = false;
      marker.distrust();
    },
    close: () => {
      if (!database.isOpen) return;
      database.close();
      if (trusted) marker.remove();
    },
  };
}

/** The database, or why its file cannot be used. */
function usable(path: string, options: ViewFileOptions, check: boolean): DatabaseSync | string {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    // Alone with the file, SQLite keeps its locks and its index of the WAL in memory: reads cost no system call.
    database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = 8000;
      PRAGMA cache_size = ${-1024 * (options.cacheMb ?? 16)};
      PRAGMA max_page_count = ${options.pagesMax ?? 0xfffffffe}`);
    const found = Number(pragma(database, 'user_version'));
    const fault =
      found !== layout && database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get()
        ? `it has layout ${found} and this version writes layout ${layout}`
        : check
          ? checked(database)
          : undefined;
    if (fault === undefined) {
      database.exec(`BEGIN IMMEDIATE; ${bookkeepingSchema}; PRAGMA user_version = ${layout}; COMMIT`);
      // Reading mapped pages takes half the time. Only now: one that the disk cannot read ends the process, and the next
      // start must come through the check above to find out.
      database.exec(`PRAGMA mmap_size = ${mappedMax}`);
      return database;
    }
    database.close();
    return fault;
  } catch (error) {
    database?.close();
    if (isDamage(error)) return 'it is damaged';
    if (primaryCode(error) === resultCode.ioError) return 'it cannot be read';
    if (primaryCode(error) === resultCode.busy)
      throw new Fault('internal', `${path} is open in another process. Stop that one first.`, {
        cause: error,
        retryable: false,
      });
    throw viewFault(error, path);
  }
}

function checked(database: DatabaseSync): string | undefined {
  const found = pragma(database, 'quick_check(1)');
  return found === 'ok' ? undefined : `it is damaged (${String(found)})`;
}

export const bookkeepingSchema = `
  CREATE TABLE IF NOT EXISTS tables (id TEXT PRIMARY KEY, declared TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cursors (
    consumer TEXT, partition INTEGER, position INTEGER NOT NULL, PRIMARY KEY (consumer, partition)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS epochs (consumer TEXT PRIMARY KEY, epoch INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS last_commits (consumer TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS parked (
    consumer TEXT, partition INTEGER, position INTEGER, sequence TEXT NOT NULL, type TEXT NOT NULL, stream TEXT NOT NULL,
    error TEXT NOT NULL, attempts INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (consumer, partition, position)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID`;
