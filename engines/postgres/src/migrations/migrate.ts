import { hash } from 'node:crypto';
import { Fault } from '@touchline/kernel';
import { sqlState } from '../connection-fault.ts';
import type { Database, Run } from '../database.ts';
import { checkedName } from './schema-name.ts';

/** One step of a schema, forwards only. Once released it never changes; what comes later is another step. */
export interface Migration {
  readonly name: string;
  /** Statements in the schema of this name, without parameters; names in them are qualified. */
  readonly sql: (schema: string) => string;
}

const triesMax = 5;

/**
 * Brings a schema to what this release needs, in one transaction, whoever else tries at the same time. The lock is a
 * row's: it ends with the transaction, also behind a pooler.
 */
export async function migrate(
  database: Database,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  checkedName(schema);
  await prepare(database, schema);
  await database.transaction(async (run) => {
    await run(`SELECT FROM ${schema}.migrations WHERE number = 0 FOR UPDATE`);
    const missing = missingOf(schema, migrations, await applied(run, schema));
    for (const { number, migration } of missing) {
      const text = migration.sql(schema);
      await run(text);
      await run(`INSERT INTO ${schema}.migrations (number, name, checksum, at) VALUES ($1, $2, $3, now())`, [
        number,
        migration.name,
        checksumOf(text),
      ]);
    }
  });
}

type Applied = readonly [number: number, name: string, checksum: string];

const applied = (run: Run, schema: string): Promise<Applied[]> =>
  run(`SELECT number, name, checksum FROM ${schema}.migrations WHERE number > 0 ORDER BY number`);

const checksumOf = (text: string): string => hash('sha256', text);

/** Creating what another creates at the same moment fails, although it says IF NOT EXISTS: then it is there. */
async function prepare(database: Database, schema: string): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return await database.transaction(async (run) => {
        const [[there] = [null]] = await run<[string | null]>(`SELECT to_regclass($1)::text`, [
          `${schema}.migrations`,
        ]);
        if (there !== null) return;
        await run(`
          CREATE SCHEMA IF NOT EXISTS ${schema};
          CREATE TABLE ${schema}.migrations (
            number integer PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            at timestamptz NOT NULL
          );
          INSERT INTO ${schema}.migrations VALUES (0, 'the row that is locked', '', now())`);
      });
    } catch (error) {
      const collided = ['23505', '42P06', '42P07'].includes(sqlState(error) ?? '');
      if (!collided || tries >= triesMax) throw error;
    }
}

function missingOf(
  schema: string,
  migrations: readonly Migration[],
  done: readonly Applied[],
): { number: number; migration: Migration }[] {
  const refuse = (what: string): never => {
    throw new Fault('internal', `The schema ${schema} ${what}.`, { retryable: false });
  };
  if (done.length > migrations.length)
    refuse(
      `was made by a newer release: it has had ${done.length} migrations, this release knows ${migrations.length}. Start that release`,
    );
  for (const [i, [number, name, checksum]] of done.entries()) {
    const known = migrations[i];
    if (known && number === i + 1 && name === known.name && checksum === checksumOf(known.sql(schema)))
      continue;
    refuse(`has had another migration ${number}, '${name}', than this release's '${known?.name ?? ''}'`);
  }
  return migrations.slice(done.length).map((migration, i) => ({ number: done.length + i + 1, migration }));
}
