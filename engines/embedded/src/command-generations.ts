import type { DatabaseSync } from 'node:sqlite';
import { commandFilter, keysEnd, type CommandFilter } from './command-filter.ts';
import { arrays } from './sqlite.ts';

/** Commands of one generation: few enough that the tree it is written into stays small. */
export const generationSize = 65_536;

/** Rows are numbered `generation · 2^40 + key`: each generation is one range of the table. */
export const placeOf = (generation: number, key: number): number => generation * keysEnd + key;
/** The last one takes all that come after: 2^53 ends there. Reached at 537 million commands. */
const generationLast = 8191;

/** Nothing is added to it any more: its filter is kept in the file. */
export const isFull = (generation: number, holds: number): boolean =>
  holds >= generationSize && generation < generationLast;

/** What the file of the index holds, as of the last `refresh`. */
export function commandGenerations(index: DatabaseSync) {
  const seq = arrays<[seq: number]>(index, 'SELECT seq FROM commands WHERE place = ?');
  const places = arrays<[place: number]>(index, 'SELECT place FROM commands WHERE place >= ? AND place < ?');
  const rows = arrays<[commands: number, filter: Uint8Array | null]>(
    index,
    'SELECT commands, filter FROM generations WHERE generation >= ? ORDER BY generation',
  );
  // The one that grows has none in the file, and none here as long as only others add to it: there it is looked.
  const filters: (CommandFilter | undefined)[] = [];
  let lastHolds = 0;

  /** Reads what has been saved since the last time: the generation that was growing, and those begun after it. */
  function refresh(): void {
    const from = Math.max(0, filters.length - 1);
    for (const [i, [commands, bytes]] of rows.all(from).entries()) {
      lastHolds = commands;
      filters[from + i] = bytes === null ? undefined : commandFilter(bytes);
    }
  }
  refresh();

  function filterOf(generation: number): CommandFilter {
    const filter = commandFilter();
    for (const [place] of places.iterate(placeOf(generation, 0), placeOf(generation + 1, 0)))
      filter.add(place % keysEnd);
    return filter;
  }

  return {
    refresh,
    seqAt(key: number): number | undefined {
      for (let generation = filters.length - 1; generation >= 0; generation--) {
        if (filters[generation]?.mayHold(key) === false) continue;
        const row = seq.get(placeOf(generation, key));
        if (row) return row[0];
      }
      return undefined;
    },
    /** The generation that the next commands go to: the last one, or a new one when that is full. */
    toGrow(): { generation: number; holds: number; filter: CommandFilter } {
      if (filters.length === 0 || isFull(filters.length - 1, lastHolds)) {
        filters.push(commandFilter());
        lastHolds = 0;
      }
      const generation = filters.length - 1;
      const filter = (filters[generation] ??= filterOf(generation));
      return { generation, holds: lastHolds, filter };
    },
    /** After a save. */
    grown(by: number): void {
      lastHolds += by;
    },
  };
}

export type CommandGenerations = ReturnType<typeof commandGenerations>;
