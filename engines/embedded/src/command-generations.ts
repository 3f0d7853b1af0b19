import type { DatabaseSync } from 'node:sqlite';
import { DamagedIndex, isIndexDamage, unsealed } from './command-blob.ts';
import { contentsReader, type CommandContents } from './command-contents.ts';
import { commandFilters } from './command-filter.ts';
import { fromBytes, keysOf, partOf, parts, seqIn, type CommandRun } from './command-run.ts';
import { arrays } from './sqlite.ts';

/** The number of a generation's part in its table. */
export const placeOf = (generation: number, part: number): number => generation * parts + part;

/** What the file of the index holds, read again when asked after `refresh`. Throws when it is damaged. */
export function commandGenerations(index: DatabaseSync) {
  const readContents = contentsReader(index);
  const rowOf = (sql: string): ((row: number) => Uint8Array) => {
    const statement = arrays<[bytes: unknown]>(index, sql);
    return (row) => unsealed(statement.get(row)?.[0], row);
  };
  const filter = rowOf('SELECT filter FROM generations WHERE generation = ?');
  const part = rowOf('SELECT commands FROM parts WHERE place = ?');
  const run = rowOf('SELECT commands FROM runs WHERE run = ?');

  const filters = commandFilters();
  let contents: CommandContents | undefined;
  let generations = 0;
  /** What was saved since the last generation was full, by number. The filter after those of the generations is theirs. */
  let runs = new Map<number, CommandRun>();

  function read(): CommandContents {
    index.exec('BEGIN'); // What is read is of one moment, whatever is saved meanwhile.
    try {
      const found = readContents();
      while (generations < found.generations) {
        filters.take(generations, filter(generations));
        generations++;
      }
      const before = runs;
      runs = new Map(found.runs.map((number) => [number, before.get(number) ?? readRun(number)]));
      return (contents = found);
    } finally {
      if (index.isTransaction) index.exec('COMMIT');
    }
  }

  function readRun(number: number): CommandRun {
    const commands = fromBytes(run(number));
    for (const key of keysOf(commands)) filters.add(generations, key);
    return commands;
  }

  function look(generation: number, key: number): number | undefined {
    if (generation < generations) return seqIn(fromBytes(part(placeOf(generation, partOf(key)))), key);
    for (const commands of runs.values()) {
      const seq = seqIn(commands, key);
      if (seq !== undefined) return seq;
    }
    return undefined;
  }

  return {
    /** After a save, by whomever. */
    refresh(): void {
      contents = undefined;
    },
    seqAt: (key: number): number | undefined =>
      sound(() => {
        if (!contents) read();
        return filters.find(key, look);
      }),
    contents: (): CommandContents => contents ?? sound(read),
    /** What the next commands are added to, by number. */
    runs: (): ReadonlyMap<number, CommandRun> => runs,
  };
}

export type CommandGenerations = ReturnType<typeof commandGenerations>;

function sound<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isIndexDamage(error) ? new DamagedIndex(error) : error;
  }
}
