import { DatabaseSync } from 'node:sqlite';
import {
  assertSqliteVersion,
  expectPragma,
  isEmpty,
  makeDurable,
  pragma,
  primaryCode,
  refuseForeign,
  resultCode,
} from './sqlite.ts';

/**
 * Raised with every change of the tables below. A newer log than this program knows is refused. In format 1 all data
 * stands as it was given, which in format 2 it still may (`packData`).
 */
const logFormat = 2;
const applicationId = 0x54_4c_6f_67; // "TLog", for file(1) and for telling a wrong file from a damaged one

/** Event rows are numbered `partition · 2^44 + position`: each partition is one clustered range of the table. */
const partitionSpan = 2 ** 44;
export const partitionsMax = 256; // 256 · 2^44 stays an exact integer

export const seqOf = (partition: number, position: number): number => partition * partitionSpan + position;
export const partitionOf = (seq: number): number => Math.floor(seq / partitionSpan);
export const positionOf = (seq: number): number => seq % partitionSpan;

// Small fields first: a scan that filters by type never touches the overflow pages of long data.
const tables = `
  CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL, schema INTEGER NOT NULL, UNIQUE (name, schema));
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, type INTEGER NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL,
    crc INTEGER NOT NULL, stream TEXT NOT NULL, actor TEXT, checksum BLOB NOT NULL, meta TEXT, command BLOB,
    data TEXT NOT NULL
  );
  CREATE UNIQUE INDEX streams ON events (stream, version);
  CREATE TABLE heads (partition INTEGER PRIMARY KEY, position INTEGER NOT NULL, checksum TEXT NOT NULL);
`;

/** Creates the log, or checks that the one there is ours and fits. Returns its number of partitions. */
export function prepareLog(path: string, wanted: number | undefined, firstChecksum: string): number {
  assertSqliteVersion();
  const partitions = wanted ?? 1;
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > partitionsMax)
    throw new Error(`The number of partitions must be 1 to ${partitionsMax}, not ${partitions}.`);
  refuseForeignLog(path);
  const db = openDurable(path);
  try {
    if (isEmpty(db)) createLog(db, partitions, firstChecksum);
    return checkLog(db, path, wanted);
  } finally {
    db.close();
  }
}

/** What another program made is not taken over. */
export const refuseForeignLog = (path: string): void =>
  refuseForeign(path, (db) => pragma(db, 'application_id') === applicationId);

export function openDurable(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA page_size = 8192');
    makeDurable(db);
  } catch (error) {
    db.close();
    if (primaryCode(error) === resultCode.notADatabase)
      throw new Error(`${path} is not a SQLite database. Restore it from a backup.`, { cause: error });
    throw error;
  }
  return db;
}

/** A second connection, for reading beside the writer. */
export function openForReading(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  expectPragma(db, 'journal_mode', 'wal');
  return db;
}

function createLog(db: DatabaseSync, partitions: number, firstChecksum: string): void {
  db.exec(`BEGIN IMMEDIATE; ${tables}`);
  const head = db.prepare('INSERT INTO heads VALUES (?, 0, ?)');
  for (let partition = 0; partition < partitions; partition++) head.run(partition, firstChecksum);
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${logFormat}; COMMIT`);
}

function checkLog(db: DatabaseSync, path: string, wanted: number | undefined): number {
  const format = pragma(db, 'user_version');
  if (format === 1) db.exec(`PRAGMA user_version = ${logFormat}`);
  else if (format !== logFormat)
    throw new Error(
      `${path} has format ${String(format)}; this program writes ${logFormat}. Start a newer version.`,
    );
  const found = Number(db.prepare('SELECT count(*) AS n FROM heads').get()?.['n']);
  if (wanted !== undefined && found !== wanted)
    throw new Error(`${path} was created with ${found} partitions and keeps them; ${wanted} were asked for.`);
  return found;
}
