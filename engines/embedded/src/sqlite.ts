import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Before 3.51.3 a WAL could be reset under a reader and corrupt the file. */
const versionMin = [3, 51, 3] as const;

/** Primary result codes (https://sqlite.org/rescode.html). */
export const resultCode = {
  /** Also of a statement that does not fit the tables. */
  error: 1,
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  constraint: 19,
  notADatabase: 26,
} as const;

/** The primary result code of an error thrown by node:sqlite; 0 for any other error. */
export function primaryCode(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : 0;
}

/** Whether SQLite found that a file is not what it wrote. */
export function isDamage(error: unknown): boolean {
  const code = primaryCode(error);
  return code === resultCode.corrupt || code === resultCode.notADatabase;
}

/** Refuses a SQLite that is known to lose data. */
export function assertSqliteVersion(version = process.versions['sqlite'] ?? '0'): void {
  const found = version.split('.').map(Number);
  for (const [i, least] of versionMin.entries()) {
    const part = found[i] ?? 0;
    if (part > least) return;
    if (part < least)
      throw new Error(
        `This Node carries SQLite ${version}; ${versionMin.join('.')} or newer is needed. Update Node.`,
      );
  }
}

/** Sets the pragmas that make a commit durable and reads them back: a pragma that does not hold is silent. */
export function makeDurable(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  expectPragma(db, 'journal_mode', 'wal');
  expectPragma(db, 'synchronous', 2);
}

export function expectPragma(db: DatabaseSync, name: string, expected: string | number): void {
  const found = pragma(db, name);
  if (found !== expected)
    throw new Error(
      `SQLite answers ${name} = ${String(found)} where ${expected} is needed for durable writes.`,
    );
}

export const pragma = (db: DatabaseSync, name: string): unknown =>
  Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

/** A statement whose rows come as arrays: cheaper than objects where rows are many. */
export interface ArrayStatement<Row extends readonly unknown[]> {
  get(...bound: SQLInputValue[]): Row | undefined;
  all(...bound: SQLInputValue[]): Row[];
  iterate(...bound: SQLInputValue[]): IterableIterator<Row>;
}

/** `Row` is what the columns that are selected hold; nobody but the caller knows. */
export function arrays<Row extends readonly unknown[]>(db: DatabaseSync, sql: string): ArrayStatement<Row> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement as unknown as ArrayStatement<Row>;
}

/** Refuses a file that another program made, before anything is changed in it. */
export function refuseForeign(path: string, isOurs: (db: DatabaseSync) => boolean): void {
  if (existsSync(path) && isForeign(path, isOurs))
    throw new Error(
      `${path} is a database of another program, and stays as it is. Move it away, or choose another folder with --data.`,
    );
}

function isForeign(path: string, isOurs: (db: DatabaseSync) => boolean): boolean {
  let db: DatabaseSync | undefined;
  try {
    // Whoever may write moves the WAL when closing, and does not say when that fails (see `checkpoint`).
    db = new DatabaseSync(path, { readOnly: true });
    return !isEmpty(db) && !isOurs(db);
  } catch {
    return false; // It is damaged, or has a journal to be rolled back: whoever opens it says so, or does it.
  } finally {
    db?.close();
  }
}

export const isEmpty = (db: DatabaseSync): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

/** What to say of a file that a newer version of the program has changed; `undefined` when this one knows its layout. */
export function newerLayout(db: DatabaseSync, path: string, known: number): string | undefined {
  const found = Number(pragma(db, 'user_version'));
  return found > known
    ? `${path} has layout ${found}; this version reads up to ${known}. Use the newer one.`
    : undefined;
}
