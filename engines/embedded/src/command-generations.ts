import type { DatabaseSync } from 'node:sqlite';
import { commandFilters } from './command-filter.ts';
import { fromBytes, keysOf, partOf, parts, seqIn, type CommandRun } from './command-run.ts';
import { arrays } from './sqlite.ts';

/** The number of a generation's part in its table. */
export const placeOf = (generation: number, part: number): number => generation * parts + part;

/** What the next commands are added to. */
export interface Growing {
  readonly generation: number;
  /** By their numbers in the file. */
  readonly runs: ReadonlyMap<number, CommandRun>;
}

/** What the file of the index holds, read again when asked after `refresh`. */
export function commandGenerations(index: DatabaseSync) {
  const newFilters = arrays<[filter: Uint8Array]>(
    index,
    'SELECT filter FROM generations WHERE generation >= ? ORDER BY generation',
  );
  const part = arrays<[commands: Uint8Array]>(index, 'SELECT commands FROM parts WHERE place = ?');
  const runNumbers = arrays<[run: number]>(index, 'SELECT run FROM runs ORDER BY run');
  const run = arrays<[commands: Uint8Array]>(index, 'SELECT commands FROM runs WHERE run = ?');

  const filters = commandFilters();
  let generations = 0;
  /** What was saved since the last generation was full, by number. The filter after those of the generations is theirs. */
  let runs = new Map<number, CommandRun>();
  let isCurrent = false;

  function read(): void {
    index.exec('BEGIN'); // What is read is of one moment, whatever is saved meanwhile.
    try {
      for (const [bytes] of newFilters.iterate(generations)) filters.take(generations++, bytes);
      const before = runs;
      runs = new Map(runNumbers.all().map(([number]) => [number, before.get(number) ?? readRun(number)]));
    } finally {
      if (index.isTransaction) index.exec('COMMIT');
    }
    isCurrent = true;
  }

  function readRun(number: number): CommandRun {
    const [bytes] = run.get(number) as [Uint8Array];
    const commands = fromBytes(bytes);
    for (const key of keysOf(commands)) filters.add(generations, key);
    return commands;
  }

  function look(generation: number, key: number): number | undefined {
    if (generation < generations) {
      const row = part.get(placeOf(generation, partOf(key)));
      return row && seqIn(fromBytes(row[0]), key);
    }
    for (const commands of runs.values()) {
      const seq = seqIn(commands, key);
      if (seq !== undefined) return seq;
    }
    return undefined;
  }

  return {
    /** After a save, by whomever. */
    refresh(): void {
      isCurrent = false;
    },
    seqAt(key: number): number | undefined {
      if (!isCurrent) read();
      return filters.find(key, look);
    },
    growing(): Growing {
      if (!isCurrent) read();
      return { generation: generations, runs };
    },
  };
}

export type CommandGenerations = ReturnType<typeof commandGenerations>;
