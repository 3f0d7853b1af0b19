import type { DatabaseSync } from 'node:sqlite';
import { filterOf, keysEnd } from './command-filter.ts';
import { commandGenerations, placeOf, type Growing } from './command-generations.ts';
import { indexedUpTo, openCommandIndex } from './command-index-file.ts';
import { commandLookup, probesMax, type SeenCommand } from './command-lookup.ts';
import { commandKey, unpackCommand } from './command-record.ts';
import { commandRun, inParts, keysOf, mergeRuns, sizeOf, toBytes, type CommandRun } from './command-run.ts';
import { commandTable } from './command-table.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';
import { seqOf } from './log-schema.ts';
import { arrays, primaryCode, resultCode } from './sqlite.ts';

const saveEvery = 4096;
/** Commands of one generation. */
export const generationSize = 65_536;
const walPagesMax = 1000; // 4 MB of WAL between checkpoints

/**
 * Which command ids the log has seen (ID1). Hashes come in random order: a tree of all of them would have most of its
 * pages written anew with every few thousand. So the index is a file of its own. Every 4,096 commands are saved as one
 * sorted run; runs of 65,536 are merged into a generation, which is never touched again (as in a log-structured merge
 * tree: O'Neil et al. 1996, doi:10.1007/s002360050048). A filter of each tells without a read that a new id is not in it.
 * Saved never ahead of the log: what it lacks after a crash is read from the log, which carries every command id.
 * Deleting it loses nothing.
 */
export function commandIndex(log: DatabaseSync, path: string, partitions: number) {
  const db = openCommandIndex(path, headsOf(log));
  const saved = commandGenerations(db);
  const { seenAt } = commandLookup(log, saved);
  const addRun = db.prepare('INSERT INTO runs (commands) VALUES (?)');
  const dropRuns = db.prepare('DELETE FROM runs WHERE run >= ?');
  const addPart = db.prepare('INSERT INTO parts VALUES (?, ?)');
  const addGeneration = db.prepare('INSERT INTO generations VALUES (?, ?)');
  const mark = db.prepare('INSERT OR REPLACE INTO indexed VALUES (?, ?)');
  const moveWal = walMover(db, walPagesMax);
  const unsaved = commandTable();

  /** Returns false when the disk is full: what is unsaved stays so. */
  function save(upTo: Iterable<readonly [partition: number, position: number]>): boolean {
    const growing = saved.growing();
    try {
      db.exec('BEGIN');
      if (unsaved.size() > 0) add(commandRun(unsaved), growing);
      for (const [partition, position] of upTo) mark.run(partition, position);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      if (primaryCode(error) !== resultCode.full) throw error;
      return false;
    }
    unsaved.clear();
    saved.refresh();
    saved.growing(); // Read now, and not while the next command waits.
    moveWal();
    return true;
  }

  function add(run: CommandRun, { generation, runs }: Growing): void {
    const all = [...runs.values(), run];
    if (all.reduce((sum, one) => sum + sizeOf(one), 0) >= generationSize) {
      dropRuns.run(0);
      fill(generation, mergeRuns(all));
      return;
    }
    // A server that is often stopped leaves short ones: those are joined.
    const [number, last] = [...runs].at(-1) ?? [];
    const joins = number !== undefined && last !== undefined && sizeOf(last) < saveEvery;
    if (joins) dropRuns.run(number);
    addRun.run(toBytes(joins ? mergeRuns([last, run]) : run));
  }

  function fill(generation: number, run: CommandRun): void {
    for (const [i, part] of inParts(run).entries()) addPart.run(placeOf(generation, i), toBytes(part));
    addGeneration.run(generation, filterOf(keysOf(run)));
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
  function catchUp(): void {
    unsaved.clear();
    let due = saveEvery;
    const rows = arrays<[seq: number, command: Uint8Array | string]>(
      log,
      'SELECT seq, command FROM events WHERE seq > ? AND seq < ? AND command IS NOT NULL',
    );
    for (const [partition, after] of indexedUpTo(db, partitions).entries())
      for (const [seq, command] of rows.iterate(seqOf(partition, after), seqOf(partition + 1, 0))) {
        claim(unpackCommand(command).id, seq);
        // On a full disk not again with every row.
        if (unsaved.size() >= due) due = save([[partition, seq - seqOf(partition, 0)]]) ? saveEvery : 2 * due;
      }
  }

  catchUp();
  if (unsaved.size() > 0) save(headsOf(log).entries());
  saved.growing(); // So that it has been read before the first command is there.

  return {
    /** Takes the id for the event at `seq`, or tells what it was used for before. */
    claim,
    /** Gives a claim back: nothing was written for it. */
    release: (key: number): void => unsaved.delete(key),
    /** True when all of the log up to `heads` has been saved here. */
    saveIfDue: (heads: readonly number[]): boolean => unsaved.size() >= saveEvery && save(heads.entries()),
    /** After a batch that was rolled back: forget its claims. */
    reload: catchUp,
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
