import { Fault } from '@touchline/kernel';
import { checkCount, checkLength, checkName, checkTable, refused } from '@touchline/kernel/engine';
import {
  viewLimits,
  type ParkedEvent,
  type ViewStore,
  type ViewTable,
  type WhereStill,
} from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { durablyNow } from '../durably.ts';
import { migrate } from '../migrations/migrate.ts';
import { documentsIn } from './documents.ts';
import { standingsIn, type Stand } from './standings.ts';
import { writeCommit } from './view-commit.ts';
import { viewFault } from './view-fault.ts';
import { viewMigrations } from './view-migrations.ts';
import { viewReads } from './view-read.ts';
import { dropSchema, tableSchema } from './view-table-schema.ts';

export interface ViewStoreOptions {
  /**
   * A text search configuration of PostgreSQL, such as `german`: its stems are compared instead of the words themselves.
   * Default `simple`: the same rows are found as with every other engine. Fixed when a table is made.
   */
  readonly language?: string;
}

type Reads = ReturnType<typeof viewReads>;

/** The derived storage of one service: a schema of its own in PostgreSQL. */
export async function postgresViewStore(
  database: Database,
  schema: string,
  { language = 'simple' }: ViewStoreOptions = {},
): Promise<ViewStore> {
  if (!/^[a-z_]+$/.test(language)) throw refused(`The language ${language} is not lower case letters and _.`);
  await migrate(database, schema, viewMigrations);
  const tables = new Map<string, { readonly table: ViewTable; readonly reads: Reads }>();
  const opened = ({ id }: ViewTable): { readonly table: ViewTable; readonly reads: Reads } => {
    const found = tables.get(id);
    if (!found) throw refused(`The view table ${id} is not open.`);
    return found;
  };
  let closed = false;
  const guarded = async <T>(work: () => Promise<T>, table?: string): Promise<T> => {
    if (closed) throw new Fault('closed', `The views in ${schema} are closed.`, { retryable: false });
    try {
      return await work();
    } catch (error) {
      throw viewFault(error, table);
    }
  };
  const reading = <T>(table: ViewTable, work: (reads: Reads) => Promise<T>): Promise<T> =>
    guarded(() => work(opened(table).reads), table.id);

  const standings = standingsIn(database);
  const documents = documentsIn(database);
  const standing = (consumer: string): Promise<Stand | undefined> => standings(schema, consumer);

  return {
    exclusive: false,
    open: (table) =>
      guarded(async () => {
        checkTable(table);
        const declared = JSON.stringify({
          indexes: table.indexes,
          search: table.search,
          ...(table.search && language !== 'simple' && { language }),
        });
        const find = `SELECT declared FROM ${schema}.tables WHERE id = $1`;
        let [before] = await database.read<[string]>(find, [table.id]);
        if (!before)
          [before] = await database.transaction(async (run) => {
            // One at a time, so that of several processes that start together one makes the table.
            await run(`LOCK TABLE ${schema}.tables IN SHARE ROW EXCLUSIVE MODE`);
            const made = await run<[string]>(find, [table.id]);
            if (made.length > 0) return made;
            await run(tableSchema(schema, table, language));
            await run(`INSERT INTO ${schema}.tables VALUES ($1, $2)`, [table.id, declared]);
            return [[declared]];
          });
        if (before?.[0] !== declared)
          throw refused(
            `The view table ${table.id} was made as ${before?.[0]} and is now declared as ${declared}. Raise the view's version.`,
          );
        tables.set(table.id, { table, reads: viewReads(database, schema, table, language) });
      }),
    drop: (table) =>
      guarded(async () => {
        checkTable(table);
        tables.delete(table.id);
        await database.transaction(async (run) => {
          await run(`LOCK TABLE ${schema}.tables IN SHARE ROW EXCLUSIVE MODE`);
          await run(dropSchema(schema, table));
          await run(`DELETE FROM ${schema}.tables WHERE id = $1`, [table.id]);
        });
      }),
    read: (table, keys) => reading(table, (reads) => reads.read(keys)),
    range: (table, read) => reading(table, (reads) => reads.range(read)),
    search: (table, words, limit, offset) => reading(table, (reads) => reads.search(words, limit, offset)),
    scan: (table, after, limit) => reading(table, (reads) => reads.scan(after, limit)),
    count: (table) => reading(table, (reads) => reads.count()),
    commit: (commit) =>
      guarded(
        () => writeCommit(database, schema, commit, (table) => opened(table).table),
        commit.changes.map(({ table }) => table.id).join(', '),
      ),
    lastCommit: (consumer) => guarded(async () => (await standing(consumer))?.last ?? undefined),
    cursors: (consumer, partitions) => guarded(async () => positionsOf(await standing(consumer), partitions)),
    stand: (consumer, partitions) =>
      guarded(async () => {
        const found = await standing(consumer);
        return { last: found?.last ?? undefined, positions: positionsOf(found, partitions) };
      }),
    resetCursors: (consumer) =>
      guarded(() =>
        database.transaction(async (run) => {
          await run(
            `UPDATE ${schema}.consumers SET positions = '{}', last = NULL WHERE consumer = $1 RETURNING ${durablyNow}`,
            [consumer],
          );
          await run(`DELETE FROM ${schema}.parked WHERE consumer = $1`, [consumer]);
        }),
      ),
    parked: (consumer, limit = viewLimits.parkedMax) =>
      guarded(async () => {
        checkCount(limit, 1, viewLimits.parkedMax, 'The limit of parked events');
        const rows = await database.read<
          [string, string, number, number, string, string, string, number, number]
        >(
          `SELECT consumer, sequence, partition, position, type, stream, error, attempts, at FROM ${schema}.parked
           WHERE $1::text IS NULL OR consumer = $1 ORDER BY consumer, partition, position LIMIT $2`,
          [consumer ?? null, limit],
        );
        return rows.map(parkedOf);
      }),
    document: (name) => guarded(() => documents(schema, name)),
    putDocument: (name, json, only) =>
      guarded(async () => {
        checkName(name, "document's name");
        if (json !== undefined) checkLength(json, viewLimits.documentLengthMax, `The document ${name}`);
        const done = await database.write(...documentWrite(schema, name, json, only));
        if (only && done.length === 0)
          throw new Fault('contention', `The document ${name} was changed meanwhile; read it again.`);
      }),
    async close() {
      closed = true;
    },
  };
}

const positionsOf = (found: Stand | undefined, partitions: number): number[] =>
  Array.from({ length: partitions }, (_, partition) => found?.positions[partition] ?? 0);

/** Answers a row when it was done, and is on disk then. */
function documentWrite(
  schema: string,
  name: string,
  json: string | undefined,
  only: WhereStill | undefined,
): [sql: string, values: unknown[]] {
  const place = `${schema}.documents`;
  const still = only?.was === undefined ? '' : ` AND json = $${json === undefined ? 2 : 3}`;
  const was = only?.was === undefined ? [] : [only.was];
  if (json === undefined) {
    // To remove what is not there is done when it is not there.
    if (only && only.was === undefined)
      return [`SELECT 1 WHERE NOT EXISTS (SELECT FROM ${place} WHERE name = $1)`, [name]];
    return [`DELETE FROM ${place} WHERE name = $1${still} RETURNING ${durablyNow}`, [name, ...was]];
  }
  const values = [name, json, ...was];
  if (still !== '')
    return [`UPDATE ${place} SET json = $2 WHERE name = $1${still} RETURNING ${durablyNow}`, values];
  const otherwise = only ? 'NOTHING' : 'UPDATE SET json = excluded.json';
  return [
    `INSERT INTO ${place} VALUES ($1, $2) ON CONFLICT (name) DO ${otherwise} RETURNING ${durablyNow}`,
    values,
  ];
}

const parkedOf = ([consumer, sequence, partition, position, type, stream, error, attempts, at]: readonly [
  string,
  string,
  number,
  number,
  string,
  string,
  string,
  number,
  number,
]): ParkedEvent => ({
  consumer,
  sequence,
  partition,
  position,
  type,
  stream,
  error,
  attempts,
  at,
});
