import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { commandLookup, probesMax, type SeenCommand } from './command-lookup.ts';
import { commandKey, unpackCommand } from './command-record.ts';
import { checkpoint } from './log-checkpoint.ts';
import { seqOf } from './log-schema.ts';
import { primaryCode, resultCode } from './sqlite.ts';

const saveEvery = 8192;

/**
 * Which command ids the log has seen (ID1). Hashes come in random order: written through with every batch they would
 * cost more than the events. So the index is a file of its own, saved every 8,192 commands and never ahead of the
 * log; what it lacks after a crash is read from the log, which carries every command id. Deleting it loses nothing.
 */
export function commandIndex(log: DatabaseSync, path: string, partitions: number) {
  const db = openIndex(log, path, partitions);
  const { seqAt, seenAt } = commandLookup(log, db);
  const insert = db.prepare('INSERT OR IGNORE INTO commands VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM commands WHERE key = ?');
  const mark = db.prepare('INSERT OR REPLACE INTO indexed VALUES (?, ?)');
  let unsaved = 0;

  /** Returns false when the disk is full; the claims stay in the open transaction, or are read again. */
  function save(heads: readonly number[]): boolean {
    try {
      for (const [partition, position] of heads.entries()) mark.run(partition, position);
      db.exec('COMMIT');
    } catch (error) {
      if (primaryCode(error) !== resultCode.full) throw error;
      if (!db.isTransaction) fill();
      return false;
    }
    unsaved = 0;
    checkpoint(db, 'PASSIVE');
    db.exec('BEGIN');
    return true;
  }

  function claim(id: string, seq: number): SeenCommand | number {
    for (let key = commandKey(id), probes = 0; probes < probesMax; key++, probes++) {
      if (insert.run(key, seq).changes === 1) {
        unsaved++;
        return key;
      }
      const taken = seqAt(key);
      const seen = taken === undefined ? undefined : seenAt(id, taken);
      if (seen) return seen;
    }
    throw new Error(`The index of commands ${path} is damaged. Delete it; it is made again from the log.`);
  }

  /** Begins a transaction and reads into it from the log what the index does not have yet. */
  function fill(): void {
    db.exec('BEGIN');
    unsaved = 0;
    const rows = log.prepare(
      'SELECT seq, command FROM events WHERE seq > ? AND seq < ? AND command IS NOT NULL',
    );
    rows.setReturnArrays(true);
    for (const [partition, after] of indexedUpTo(db, partitions).entries())
      for (const row of rows.iterate(seqOf(partition, after), seqOf(partition + 1, 0))) {
        const [seq, command] = row as unknown as [number, Uint8Array | string];
        claim(unpackCommand(command).id, seq);
      }
  }

  fill();
  if (unsaved > 0) save(headsOf(log));

  return {
    /** Takes the id for the event at `seq`, or tells what it was used for before. */
    claim,
    /** Gives a claim back: nothing was written for it. */
    release(key: number): void {
      remove.run(key);
      unsaved--;
    },
    /** True when all of the log up to `heads` has been saved here. */
    saveIfDue(heads: readonly number[]): boolean {
      return unsaved >= saveEvery && save(heads);
    },
    /** After a batch that was rolled back: forget its claims. */
    reload(): void {
      if (db.isTransaction) db.exec('ROLLBACK');
      fill();
    },
    close(heads: readonly number[]): void {
      save(heads);
      if (db.isTransaction) db.exec('ROLLBACK');
      checkpoint(db, 'TRUNCATE');
      db.close();
    },
  };
}

/** The index is derived: one that cannot be read, or is ahead of the log, is made anew. */
function openIndex(log: DatabaseSync, path: string, partitions: number): DatabaseSync {
  const db = tryOpen(path);
  const heads = headsOf(log);
  if (
    db &&
    indexedUpTo(db, partitions).every((position, partition) => position <= (heads[partition] as number))
  )
    return db;
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
      CREATE TABLE IF NOT EXISTS commands (key INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS indexed (partition INTEGER PRIMARY KEY, position INTEGER NOT NULL);
    `);
    return db;
  } catch (error) {
    db.close();
    const code = primaryCode(error);
    if (code === resultCode.notADatabase || code === resultCode.corrupt) return undefined;
    throw error;
  }
}

function indexedUpTo(db: DatabaseSync, partitions: number): number[] {
  const positions = Array.from({ length: partitions }, () => 0);
  for (const row of db.prepare('SELECT partition, position FROM indexed').all())
    positions[Number(row['partition'])] = Number(row['position']);
  return positions;
}

const headsOf = (log: DatabaseSync): number[] =>
  log
    .prepare('SELECT position FROM heads ORDER BY partition')
    .all()
    .map((row) => Number(row['position']));
