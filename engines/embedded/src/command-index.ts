import type { DatabaseSync } from 'node:sqlite';
import { keysEnd } from './command-filter.ts';
import { commandGenerations, isFull, placeOf } from './command-generations.ts';
import { indexedUpTo, openCommandIndex } from './command-index-file.ts';
import { commandLookup, probesMax, type SeenCommand } from './command-lookup.ts';
import { commandKey, unpackCommand } from './command-record.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';
import { seqOf } from './log-schema.ts';
import { arrays, primaryCode, resultCode } from './sqlite.ts';

const saveEvery = 4096;
const walPagesMax = 4000; // 16 MB of WAL between checkpoints

/**
 * Which command ids the log has seen (ID1). Hashes come in random order: one tree of all of them would have most of
 * its pages written anew with every few thousand. So the index is a file of its own, in generations that are full
 * at 65,536 commands and never touched again; a filter of each tells without a read that a new id is not in it.
 * Saved every 4,096 commands, never ahead of the log: what it lacks after a crash is read from the log, which carries
 * every command id. Deleting it loses nothing.
 */
export function commandIndex(log: DatabaseSync, path: string, partitions: number) {
  const db = openCommandIndex(path, headsOf(log));
  const saved = commandGenerations(db);
  const { seenAt } = commandLookup(log, saved);
  const insert = db.prepare('INSERT INTO commands VALUES (?, ?)');
  const keep = db.prepare('INSERT OR REPLACE INTO generations VALUES (?, ?, ?)');
  const mark = db.prepare('INSERT OR REPLACE INTO indexed VALUES (?, ?)');
  const moveWal = walMover(db, walPagesMax);
  const unsaved = new Map<number, number>();

  /** Returns false when the disk is full: what is unsaved stays so. */
  function save(upTo: Iterable<readonly [partition: number, position: number]>): boolean {
    const { generation, holds, filter } = saved.toGrow();
    const holdsThen = holds + unsaved.size;
    try {
      db.exec('BEGIN');
      // In the order of the tree, most inserts find their page at hand.
      for (const key of Float64Array.from(unsaved.keys()).toSorted()) {
        insert.run(placeOf(generation, key), unsaved.get(key) as number);
        filter.add(key);
      }
      if (unsaved.size > 0)
        keep.run(generation, holdsThen, isFull(generation, holdsThen) ? filter.bytes : null);
      for (const [partition, position] of upTo) mark.run(partition, position);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      if (primaryCode(error) !== resultCode.full) throw error;
      return false;
    }
    saved.grown(unsaved.size);
    unsaved.clear();
    moveWal();
    return true;
  }

  function claim(id: string, seq: number): SeenCommand | number {
    let key = commandKey(id);
    for (let probes = 0; probes < probesMax; probes++, key = (key + 1) % keysEnd) {
      const taken = unsaved.get(key) ?? saved.seqAt(key);
      if (taken === undefined) {
        unsaved.set(key, seq);
        return key;
      }
      const seen = seenAt(id, taken);
      if (seen) return seen;
    }
    throw new Error(`The index of commands ${path} is damaged. Delete it; it is made again from the log.`);
  }

  /** Reads from the log what the file does not have yet. */
  function fill(): void {
    unsaved.clear();
    const rows = arrays<[seq: number, command: Uint8Array | string]>(
      log,
      'SELECT seq, command FROM events WHERE seq > ? AND seq < ? AND command IS NOT NULL',
    );
    for (const [partition, after] of indexedUpTo(db, partitions).entries())
      for (const [seq, command] of rows.iterate(seqOf(partition, after), seqOf(partition + 1, 0))) {
        claim(unpackCommand(command).id, seq);
        if (unsaved.size >= saveEvery) save([[partition, seq - seqOf(partition, 0)]]);
      }
  }

  fill();
  if (unsaved.size > 0) save(headsOf(log).entries());
  saved.toGrow(); // So that its filter is there before the first command is.

  return {
    /** Takes the id for the event at `seq`, or tells what it was used for before. */
    claim,
    /** Gives a claim back: nothing was written for it. */
    release: (key: number): boolean => unsaved.delete(key),
    /** True when all of the log up to `heads` has been saved here. */
    saveIfDue: (heads: readonly number[]): boolean => unsaved.size >= saveEvery && save(heads.entries()),
    /** After a batch that was rolled back: forget its claims. */
    reload: fill,
    close(heads: readonly number[]): void {
      save(heads.entries());
      checkpoint(db, 'TRUNCATE');
      db.close();
    },
  };
}

const headsOf = (log: DatabaseSync): number[] =>
  log
    .prepare('SELECT position FROM heads ORDER BY partition')
    .all()
    .map((row) => Number(row['position']));
