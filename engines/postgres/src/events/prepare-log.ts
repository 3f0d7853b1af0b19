import { Fault } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import { logMigrations } from './log-migrations.ts';
import type { LogNames } from './log-sql.ts';

const partitionsMax = 256;
const partitionsDefault = 16;
/** Tables that the events of a larger log are spread over. */
const tablesDefault = 4;

/** Creates the log in its schema, or checks that the one there fits (ES6). */
export async function prepareLog(
  database: Database,
  schema: string,
  wanted: number | undefined,
  tables = tablesDefault,
): Promise<LogNames> {
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= partitionsMax))
    throw unfit(`The number of partitions must be 1 to ${partitionsMax}, not ${wanted}.`);
  await migrate(database, schema, logMigrations);
  await database.transaction(async (run) => {
    await run(`SELECT FROM ${schema}.migrations WHERE number = 0 FOR UPDATE`);
    if ((await run(`SELECT FROM ${schema}.log`)).length > 0) return;
    await run(createText(schema, wanted ?? partitionsDefault, tables));
  });
  const [[partitions, found] = [0, 0]] = await database.read<[number, number]>(
    `SELECT partitions, tables FROM ${schema}.log`,
  );
  if (wanted !== undefined && partitions !== wanted)
    throw unfit(
      `The log in ${schema} was created with ${partitions} partitions and keeps them; ${wanted} were asked for.`,
    );
  return { schema, partitions, tables: found };
}

function createText(schema: string, partitions: number, tablesMax: number): string {
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  const tables = Math.min(partitions, tablesMax);
  const children = all.slice(0, tables).map((table) => {
    const here = all.filter((partition) => partition % tables === table);
    // Rows never change: the first vacuum may freeze them, so that no later one has to.
    return `CREATE TABLE ${schema}.events_${table} PARTITION OF ${schema}.events FOR VALUES IN (${here.join()})
      WITH (autovacuum_freeze_min_age = 0)`;
  });
  return [
    `INSERT INTO ${schema}.log (partitions, tables) VALUES (${partitions}, ${tables})`,
    `INSERT INTO ${schema}.partitions SELECT generate_series(0, ${partitions - 1})`,
    ...children,
  ].join(';');
}

const unfit = (what: string): Fault => new Fault('internal', what, { retryable: false });
