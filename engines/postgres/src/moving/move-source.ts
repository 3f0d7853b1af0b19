import { communityOf, MoveRefused, type MoveSource } from '@touchline/kernel/moving';
import { refuseOtherAnswers } from '../events/durability.ts';
import { prepareLog } from '../events/prepare-log.ts';
import { safeHeads } from '../events/safe-heads.ts';
import { checkMaster } from './canary.ts';
import { fenceHold } from './fence-hold.ts';
import { takeFence } from './fence.ts';
import { movableLog } from './movable-log.ts';
import { moveDatabases, type MoveDatabases, type PostgresMoveOptions } from './move-databases.ts';
import { hasStore, moveMark, setMoveMark } from './move-mark.ts';
import { movePlace, reached } from './move-place.ts';
import { readableShelves } from './shelves.ts';

const heldMsDefault = 15_000;

/** A store in PostgreSQL to move from, while any number of processes use it. */
export async function postgresMoveSource(options: PostgresMoveOptions): Promise<MoveSource> {
  const databases = moveDatabases(options);
  try {
    return await sourceOn(databases, options);
  } catch (error) {
    await databases.close();
    throw error;
  }
}

async function sourceOn(databases: MoveDatabases, options: PostgresMoveOptions): Promise<MoveSource> {
  const { main, byShelf, fenced } = databases;
  const { master, schema = 'touchline', clock, heldMs = heldMsDefault } = options;
  const place = movePlace(options.database, schema);
  const mark = () => moveMark(main, schema);
  const found = await reached(place, mark);
  if (found?.kind === 'filling')
    throw new MoveRefused(
      `${place} is itself being filled from ${found.other}, and not whole. Finish that move first.`,
    );
  for (const { database } of fenced) await refuseOtherAnswers(database);
  if (!(await hasStore(main, schema)))
    throw new MoveRefused(`There is no community in ${place}. Name the database of one.`);
  if (!(await checkMaster(byShelf.keys, schema, master)))
    throw new MoveRefused(
      `${place} has no keys. Are they in another database? Name it with --keys-database.`,
    );
  const names = await prepareLog(main, schema, undefined);
  return {
    place,
    community: communityOf(master),
    log: movableLog(main, names, safeHeads(main, names, clock)),
    mark,
    shelves: async () => ({
      ...readableShelves({ databases: byShelf, schema, master }),
      [Symbol.asyncDispose]: async () => {},
    }),

    hold: () =>
      fenceHold({ fenced, schema, heldMs, clock, isMarked: async () => (await mark()) !== undefined }),

    async unmark() {
      for (const one of fenced) await takeFence(one, (run) => setMoveMark(run, schema, undefined));
    },

    close: () => databases.close(),
  };
}
