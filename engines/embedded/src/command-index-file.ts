import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isIndexDamage } from './command-blob.ts';
import { contentsSchema } from './command-contents.ts';
import { commandGenerations, type CommandGenerations } from './command-generations.ts';
import { pragma } from './sqlite.ts';

/** Raised with every change of the tables below: an index of another format is made anew. */
const indexFormat = 5;

const tables = `
  CREATE TABLE runs (run INTEGER PRIMARY KEY, commands BLOB NOT NULL);
  CREATE TABLE parts (place INTEGER PRIMARY KEY, commands BLOB NOT NULL);
  CREATE TABLE generations (generation INTEGER PRIMARY KEY, filter BLOB NOT NULL);
  ${contentsSchema}
  PRAGMA user_version = ${indexFormat};
`;

export interface OpenCommandIndex {
  readonly db: DatabaseSync;
  readonly saved: CommandGenerations;
}

/** The index is derived: one that is damaged, or ahead of the log, is made anew. */
export function openCommandIndex(path: string, heads: readonly number[]): OpenCommandIndex {
  const opened = tryOpen(path, heads);
  if (opened) return opened;
  condemn(path);
  const fresh = tryOpen(path, heads);
  if (!fresh) throw new Error(`${path} cannot be created. Check the folder's permissions and free space.`);
  return fresh;
}

function tryOpen(path: string, heads: readonly number[]): OpenCommandIndex | undefined {
  const db = new DatabaseSync(path);
  try {
    db.exec(`
      PRAGMA page_size = 4096; PRAGMA cache_size = -65536; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = 0; PRAGMA cache_spill = OFF;
    `);
    const isNew = db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    if (isNew) db.exec(`BEGIN; ${tables} COMMIT`);
    if (pragma(db, 'user_version') === indexFormat) {
      const saved = commandGenerations(db);
      const { positions } = saved.contents();
      if (positions.every((position, i) => position <= (heads[i] ?? 0))) return { db, saved };
    }
    db.close();
    return undefined;
  } catch (error) {
    db.close();
    if (isIndexDamage(error)) return undefined;
    throw error;
  }
}

/** The next start makes it anew. Whoever has it open still has it. */
export function condemn(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}
