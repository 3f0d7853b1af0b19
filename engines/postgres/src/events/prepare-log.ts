import { Fault } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import type { KeptIds } from './command-key.ts';
import { logMigrations } from './log-migrations.ts';
import type { LogNames } from './log-sql.ts';

const partitionsMax = 256;
const partitionsDefault = 16;

/** Creates the log in its schema, or checks that the one there fits (ES6). How it keeps command ids only a new one is told. */
export async function prepareLog(
  database: Database,
  schema: string,
  wanted: number | undefined,
  commandIds?: KeptIds,
): Promise<LogNames> {
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= partitionsMax))
    throw unfit(`The number of partitions must be 1 to ${partitionsMax}, not ${wanted}.`);
  await migrate(database, schema, logMigrations);
  await database.transaction(async (run) => {
    await run(`SELECT FROM ${schema}.migrations WHERE number = 0 FOR UPDATE`);
    if ((await run(`SELECT FROM ${schema}.log`)).length > 0) return;
    const count = wanted ?? partitionsDefault;
    await run(`INSERT INTO ${schema}.log (partitions) VALUES (${count})`);
    if (commandIds) await run(`UPDATE ${schema}.log SET command_ids = $1`, [commandIds]);
    await run(`INSERT INTO ${schema}.partitions SELECT generate_series(0, ${count - 1})`);
  });
  const [found] = await database.read<[partitions: number, kept: KeptIds]>(
    `SELECT partitions, command_ids FROM ${schema}.log`,
  );
  const [partitions, kept] = found as [number, KeptIds];
  if (wanted !== undefined && partitions !== wanted)
    throw unfit(
      `The log in ${schema} was created with ${partitions} partitions and keeps them; ${wanted} were asked for.`,
    );
  return { schema, partitions, commandIds: kept };
}

const unfit = (what: string): Fault => new Fault('internal', what, { retryable: false });
