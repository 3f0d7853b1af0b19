import { randomUUID } from 'node:crypto';
import {
  communityOf,
  MoveRefused,
  type Filling,
  type MoveMark,
  type MoveTarget,
} from '@touchline/kernel/moving';
import { durabilityOf } from '../events/durability.ts';
import { writeEnds } from '../events/ends.ts';
import { prepareLog } from '../events/prepare-log.ts';
import { safeHeads } from '../events/safe-heads.ts';
import { keyMigrations } from '../keys/key-migrations.ts';
import { migrate } from '../migrations/migrate.ts';
import { queueMigrations } from '../queue/queue-migrations.ts';
import { viewMigrations } from '../views/view-migrations.ts';
import { checkMaster, writeCanary } from './canary.ts';
import { takeFence } from './fence.ts';
import { fillableLog } from './fillable-log.ts';
import { filler } from './filler.ts';
import { moveDatabases, type MoveDatabases, type PostgresMoveOptions } from './move-databases.ts';
import { hasStore, moveMark, prepareMark, setMoveMark } from './move-mark.ts';
import { movePlace, reached } from './move-place.ts';
import { fillableShelves } from './shelves.ts';

/** A database to move into: one without a store of this name, or where such a move began. */
export function postgresMoveTarget(options: PostgresMoveOptions): MoveTarget {
  const databases = moveDatabases(options);
  const { main, byShelf } = databases;
  const { master, schema = 'touchline' } = options;
  const place = movePlace(options.database, schema);
  return {
    place,
    found: () =>
      reached(place, async () => {
        await durabilityOf(main, false, byShelf.keys);
        const mark = await moveMark(main, schema);
        if (mark) return mark;
        const inUse = (await hasStore(main, schema)) || (await hasStore(byShelf.keys, `${schema}_keys`));
        return inUse ? 'in-use' : 'empty';
      }),
    async begin(mark, partitions) {
      if (mark.community !== communityOf(master))
        throw new MoveRefused('The master key is not that of the source. Give the one that belongs to it.');
      return beginOn(databases, options, mark, partitions);
    },
    close: () => databases.close(),
  };
}

async function beginOn(
  { main, byShelf, fenced }: MoveDatabases,
  { master, schema = 'touchline', clock }: PostgresMoveOptions,
  mark: MoveMark,
  partitions: number,
): Promise<Filling> {
  const runId = randomUUID();
  // First of all: what stops from here on is known as what it is. A process that filled before loses its right to.
  for (const { database } of fenced.toReversed()) {
    await prepareMark(database, schema);
    await database.transaction((run) => setMoveMark(run, schema, mark, runId));
  }
  const fill = {
    keys: filler(byShelf.keys, schema, runId),
    ledger: filler(main, schema, runId),
    queue: filler(main, schema, runId),
  };
  // What comes from elsewhere may know commands by their hashes alone.
  const names = await prepareLog(main, schema, partitions, 'hashed');
  await migrate(byShelf.keys, `${schema}_keys`, keyMigrations);
  await migrate(main, `${schema}_queue`, queueMigrations);
  await migrate(main, `${schema}_ledger`, viewMigrations);
  if (!(await checkMaster(byShelf.keys, schema, master))) await writeCanary(fill.keys, schema, master);
  return {
    log: fillableLog(main, names, safeHeads(main, names, clock), fill.ledger),
    shelves: fillableShelves({ databases: byShelf, schema, master, fill }),
    async finish() {
      await writeEnds(main, names);
      await main.write(`ANALYZE ${schema}.events`);
      for (const one of fenced) await takeFence(one, (run) => setMoveMark(run, schema, undefined));
    },
  };
}
