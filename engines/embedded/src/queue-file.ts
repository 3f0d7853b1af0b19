import { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel';
import { isDamage, makeDurable, newerLayout, primaryCode, resultCode } from './sqlite.ts';

const layout = 1;

export interface QueueFile {
  readonly database: DatabaseSync;
  readonly open: number;
  readonly dead: number;
}

/** Opens a queue's file. Unlike a view's it is not derived: a damaged one is reported, never emptied. */
export function openQueueFile(path: string): QueueFile {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    makeDurable(database);
    const newer = newerLayout(database, path, layout);
    if (newer !== undefined) throw final(newer);
    database.exec(`BEGIN IMMEDIATE; ${schema}; PRAGMA user_version = ${layout};
      UPDATE messages SET hidden_until = 0, leased = 0 WHERE leased = 1; COMMIT`);
    return { database, open: count(database, 'messages'), dead: count(database, 'dead') };
  } catch (error) {
    database?.close();
    if (primaryCode(error) === resultCode.busy)
      throw final(`${path} is open in another process. Stop that one first.`, error);
    if (isDamage(error))
      throw new Fault(
        'corrupt',
        `${path} is damaged. Restore it from a backup, or move it away to start with an empty queue.`,
        {
          cause: error,
          retryable: false,
        },
      );
    throw error;
  }
}

const final = (what: string, cause?: unknown): Fault =>
  new Fault('internal', what, { retryable: false, cause });

const count = (database: DatabaseSync, table: string): number =>
  Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);

/** Who held a lease is gone with the process that gave it out, so a start ends them all. */
const schema = `
  CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, head INTEGER NOT NULL, hidden_until INTEGER NOT NULL,
    leased INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '');
  CREATE INDEX IF NOT EXISTS line ON messages (key, seq);
  CREATE INDEX IF NOT EXISTS heads ON messages (hidden_until, seq) WHERE head = 1;
  CREATE TABLE IF NOT EXISTS dead (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    attempts INTEGER NOT NULL, error TEXT NOT NULL, died_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS finished (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS time (only INTEGER PRIMARY KEY CHECK (only = 1), at INTEGER NOT NULL)`;
