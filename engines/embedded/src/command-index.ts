import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { filterOf, keysEnd } from './command-filter.ts';
import { DamagedIndex, isIndexDamage, sealed } from './command-blob.ts';
import { contentsWriter, type CommandContents } from './command-contents.ts';
import { placeOf } from './command-generations.ts';
import { condemn, openCommandIndex, type OpenCommandIndex } from './command-index-file.ts';
import { commandLookup, probesMax, type SeenCommand } from './command-lookup.ts';
import { commandKey, unpackCommand } from './command-record.ts';
import { commandRun, inParts, keysOf, mergeRuns, sizeOf, toBytes, type CommandRun } from './command-run.ts';
import { commandTable } from './command-table.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';
import { seqOf } from './log-schema.ts';
import { arrays, primaryCode, resultCode } from './sqlite.ts';

type Heads = Iterable<readonly [partition: number, position: number]>;

const saveEvery = 4096;
/** Commands of one generation. */
export const generationSize = 65_536;

/**
 * Which command ids the log has seen (ID1). Hashes come in random order: a tree of all of them would have most of its
 * pages written anew with every few thousand. So the index is a file of its own. Every 4,096 commands are saved as one
 * sorted run; runs of 65,536 are merged into a generation, which is never touched again (as in a log-structured merge
 * tree: O'Neil et al. 1996, doi:10.1007/s002360050048). A filter of each tells without a read that a new id is not in it.
 * Saved never ahead of the log: what it lacks after a crash is read from the log, which carries every command id.
 * Deleting it loses nothing.
 */
export function commandIndex(log: DatabaseSync, path: string, partitions: number): CommandIndex {
  for (let isAnew = false; ; isAnew = true) {
    const opened = openCommandIndex(path, headsOf(log));
    try {
      return indexOn(opened, log, path, partitions);
    } catch (error) {
      opened.db.close();
      if (isAnew || !(error instanceof DamagedIndex)) throw error;
    }
  }
}

export type CommandIndex = ReturnType<typeof indexOn>;

function indexOn({ db, saved }: OpenCommandIndex, log: DatabaseSync, path: string, partitions: number) {
  const { seenAt } = commandLookup(log, saved);
  const prepare = (sql: string): StatementSync => onFile(() => db.prepare(sql));
  const addRun = prepare('INSERT INTO runs VALUES (?, ?)');
  const dropRun = prepare('DELETE FROM runs WHERE run = ?');
  const addPart = prepare('INSERT INTO parts VALUES (?, ?)');
  const addGeneration = prepare('INSERT INTO generations VALUES (?, ?)');
  const writeContents = onFile(() => contentsWriter(db));
  const moveWal = walMover(db);
  let lastRun = saved.contents().runs.at(-1) ?? 0;
  const unsaved = commandTable();

  /** Returns false when the disk is full: what is unsaved stays so. */
  const save = (upTo: Heads): boolean => onFile(() => saveAll(upTo));

  function saveAll(upTo: Heads): boolean {
    const before = saved.contents();
    const positions = Array.from({ length: partitions }, (_, i) => before.positions[i] ?? 0);
    for (const [partition, position] of upTo) positions[partition] = position;
    try {
      db.exec('BEGIN');
      const added = unsaved.size() > 0 ? add(commandRun(unsaved), before) : before;
      writeContents({ ...added, positions });
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      if (primaryCode(error) !== resultCode.full) throw error;
      return false;
    }
    unsaved.clear();
    saved.refresh();
    saved.contents(); // Read now, and not while the next command waits.
    moveWal();
    return true;
  }

  /** Damage may be met wherever the file is read or written. */
  function onFile<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!isIndexDamage(error)) throw error;
      condemn(path);
      throw error instanceof DamagedIndex ? error : new DamagedIndex(error);
    }
  }

  function add(run: CommandRun, before: CommandContents): CommandContents {
    const runs = [...saved.runs()];
    const all = [...runs.map(([, commands]) => commands), run];
    if (all.reduce((sum, one) => sum + sizeOf(one), 0) >= generationSize) {
      for (const [number] of runs) dropRun.run(number);
      fill(before.generations, mergeRuns(all));
      return { ...before, generations: before.generations + 1, runs: [] };
    }
    // A server that is often stopped leaves short ones: those are joined.
    const [last, short] = runs.at(-1) ?? [0];
    const joins = short !== undefined && sizeOf(short) < saveEvery;
    if (joins) dropRun.run(last);
    const number = ++lastRun;
    addRun.run(number, sealed(toBytes(joins ? mergeRuns([short, run]) : run), number));
    return { ...before, runs: [...before.runs.filter((one) => !joins || one !== last), number] };
  }

  function fill(generation: number, run: CommandRun): void {
    for (const [i, part] of inParts(run).entries()) {
      const place = placeOf(generation, i);
      addPart.run(place, sealed(toBytes(part), place));
    }
    addGeneration.run(generation, sealed(filterOf(keysOf(run)), generation));
  }

  function claim(id: string, seq: number): SeenCommand | number {
    let key = commandKey(id);
    for (let probes = 0; probes < probesMax; probes++, key = (key + 1) % keysEnd) {
      const taken = unsaved.get(key) ?? onFile(() => saved.seqAt(key));
      if (taken === undefined) {
        unsaved.set(key, seq);
        return key;
      }
      const seen = seenAt(id, taken);
      if (seen) return seen;
    }
    throw new DamagedIndex();
  }

  /** Reads from the log what the file does not have yet. */
  function catchUp(): void {
    unsaved.clear();
    let due = saveEvery;
    const rows = arrays<[seq: number, command: Uint8Array | string]>(
      log,
      'SELECT seq, command FROM events WHERE seq > ? AND seq < ? AND command IS NOT NULL',
    );
    const { positions } = saved.contents();
    for (let partition = 0; partition < partitions; partition++) {
      const after = positions[partition] ?? 0;
      for (const [seq, command] of rows.iterate(seqOf(partition, after), seqOf(partition + 1, 0))) {
        claim(unpackCommand(command).id, seq);
        // On a full disk not again with every row.
        if (unsaved.size() >= due) due = save([[partition, seq - seqOf(partition, 0)]]) ? saveEvery : 2 * due;
      }
    }
  }

  catchUp();
  if (unsaved.size() > 0) save(headsOf(log).entries());

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
      try {
        save(heads.entries());
        onFile(() => checkpoint(db, 'TRUNCATE'));
      } catch (error) {
        if (!(error instanceof DamagedIndex)) throw error; // The next start makes it anew.
      }
      db.close();
    },
  };
}

const headsOf = (log: DatabaseSync): number[] =>
  log
    .prepare('SELECT position FROM heads ORDER BY partition')
    .all()
    .map((row) => Number(row['position']));
