import { bytesArray } from '../array-param.ts';
import type { Database } from '../database.ts';
import type { LogNames } from './log-sql.ts';
import type { PendingAppend } from './pending-append.ts';

/**
 * ID1 in a log that was filled from another store, which knew command ids by their hashes alone: one that was used there
 * keeps that key. What was filled never grows, so nobody can come in between.
 */
export async function keepOlderKeys(
  database: Database,
  { schema, commandIds }: LogNames,
  batch: readonly PendingAppend[],
): Promise<void> {
  if (commandIds !== 'mixed') return;
  const hashes = batch.flatMap(({ command }) =>
    command && command.key !== command.hash ? command.hash : [],
  );
  if (hashes.length === 0) return;
  const found = await database.read<[string]>(
    `SELECT encode(e.command, 'hex') FROM ${schema}.events e WHERE e.command = ANY ($1::bytea[])`,
    [bytesArray(hashes)],
  );
  const older = new Set(found.map(([hash]) => hash));
  for (const one of batch)
    if (one.command && older.has(one.command.hash)) one.command = { ...one.command, key: one.command.hash };
}
