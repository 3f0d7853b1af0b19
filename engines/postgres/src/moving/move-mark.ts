import { Fault } from '@touchline/kernel';
import type { MoveMark } from '@touchline/kernel/moving';
import type { Database, Run } from '../database.ts';
import { durablyNow } from '../durably.ts';
import { migrate } from '../migrations/migrate.ts';
import { moveMigrations } from './move-schema.ts';

const exists = async (database: Database, name: string): Promise<boolean> => {
  const [[found] = [null]] = await database.read<[string | null]>('SELECT to_regclass($1)::text', [name]);
  return found !== null;
};

export const hasStore = (database: Database, schema: string): Promise<boolean> =>
  exists(database, `${schema}.migrations`);

export const prepareMark = (database: Database, schema: string): Promise<void> =>
  migrate(database, `${schema}_move`, moveMigrations);

/** What a store in a database says of a move, if it says anything. */
export async function moveMark(database: Database, schema: string): Promise<MoveMark | undefined> {
  if (!(await exists(database, `${schema}_move.mark`))) return undefined;
  const [[json] = [null]] = await database.read<[string | null]>(`SELECT json FROM ${schema}_move.mark`);
  return json === null ? undefined : (JSON.parse(json) as MoveMark);
}

export async function setMoveMark(
  run: Run,
  schema: string,
  mark: MoveMark | undefined,
  runId: string | null = null,
): Promise<void> {
  await run(`UPDATE ${schema}_move.mark SET json = $1, run = $2, held_until = NULL RETURNING ${durablyNow}`, [
    mark === undefined ? null : JSON.stringify(mark),
    runId,
  ]);
}

/** No server starts on a store that was moved away, or is not yet whole. */
export async function refuseMoved(database: Database, schema: string): Promise<void> {
  const mark = await moveMark(database, schema);
  if (!mark) return;
  throw new Fault(
    'internal',
    mark.kind === 'moved'
      ? `The community in this database was moved to ${mark.other}, at ${mark.since}: start it there. To come back, move it from there into a new place; or, as long as nothing was written there, npx touchline migrate --undo --from HERE --to THERE.`
      : `This database is being filled from ${mark.other}, and not whole. The same npx touchline migrate again goes on where it was.`,
    { retryable: false },
  );
}
