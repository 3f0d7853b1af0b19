import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pragma, primaryCode, resultCode } from './sqlite.ts';

/** Raised with every change of the tables below: an index of another format is made anew. */
const indexFormat = 4;

const tables = `
  CREATE TABLE runs (run INTEGER PRIMARY KEY AUTOINCREMENT, commands BLOB NOT NULL);
  CREATE TABLE parts (place INTEGER PRIMARY KEY, commands BLOB NOT NULL);
  CREATE TABLE generations (generation INTEGER PRIMARY KEY, filter BLOB NOT NULL);
  CREATE TABLE indexed (partition INTEGER PRIMARY KEY, position INTEGER NOT NULL);
  PRAGMA user_version = ${indexFormat};
`;

/** The index is derived: one that cannot be read, or is ahead of the log, is made anew. */
export function openCommandIndex(path: string, heads: readonly number[]): DatabaseSync {
  const db = tryOpen(path);
  if (db && indexedUpTo(db, heads.length).every((position, i) => position <= (heads[i] as number))) return db;
  db?.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const fresh = tryOpen(path);
  if (!fresh) throw new Error(`${path} cannot be created. Check the folder's permissions and free space.`);
  return fresh;
}

function tryOpen(path: string): DatabaseSync | undefined {
  const db = new DatabaseSync(path);
  try {
    db.exec(`
      PRAGMA page_size = 4096; PRAGMA cache_size = -65536; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = 0; PRAGMA cache_spill = OFF;
    `);
    const isNew = db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    if (isNew) db.exec(`BEGIN; ${tables} COMMIT`);
    if (pragma(db, 'user_version') === indexFormat) return db;
    db.close();
    return undefined;
  } catch (error) {
    db.close();
    const code = primaryCode(error);
    if (code === resultCode.notADatabase || code === resultCode.corrupt) return undefined;
    throw error;
  }
}

/** Per partition, how far of the log the index has been saved. */
export function indexedUpTo(db: DatabaseSync, partitions: number): number[] {
  const positions = Array.from({ length: partitions }, () => 0);
  for (const row of db.prepare('SELECT partition, position FROM indexed').all())
    positions[Number(row['partition'])] = Number(row['position']);
  return positions;
}
