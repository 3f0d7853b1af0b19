import { Fault } from '@touchline/kernel';
import type { Database, Run } from '../database.ts';
import { fenceText, unfenceText } from './move-schema.ts';
import { sqlState } from '../connection-fault.ts';

/** Tables of one database that take no writes together. */
export interface Fenced {
  readonly database: Database;
  readonly schema: string;
  readonly tables: readonly string[];
}

const triesMax = 10;
const lockMs = 1000;

/**
 * Puts the fence up, once no write is under way, and does something more in the same transaction. Where writes are under
 * way for long it lets go and tries again, so that those behind it do not wait.
 */
export async function putFence(
  { database, schema, tables }: Fenced,
  more: (run: Run) => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return await database.transaction(async (run) => {
        await run(`SELECT set_config('lock_timeout', '${lockMs}', true)`);
        await run(fenceText(schema, tables));
        await more(run);
      });
    } catch (error) {
      if (tries >= triesMax || !['55P03', '40P01'].includes(sqlState(error) ?? '')) throw error;
    }
}

/** Takes the fence away. */
export async function takeFence(
  { database, tables }: Fenced,
  more: (run: Run) => Promise<void>,
): Promise<void> {
  await database.transaction(async (run) => {
    await run(unfenceText(tables));
    await more(run);
  });
}

/** Fails where writes were let in meanwhile; until this transaction ends none can be. */
export async function stillHeld(run: Run, schema: string): Promise<void> {
  await run(`SELECT FROM ${schema}_move.mark FOR UPDATE`);
  // Another statement: only now, with the row locked, does the time count.
  const rows = await run(
    `SELECT FROM ${schema}_move.mark WHERE json IS NOT NULL OR held_until > clock_timestamp()`,
  );
  if (rows.length === 0)
    throw new Fault('internal', 'Writes were let in before the move was done. Run the same again.', {
      retryable: false,
    });
}
