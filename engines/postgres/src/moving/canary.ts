import { newWrappedKey, unwrapKey } from '@touchline/kernel/engine';
import { MoveRefused } from '@touchline/kernel/moving';
import type { Database } from '../database.ts';
import type { Filler } from './filler.ts';

/** PD5: the keys in a database are under this master key, or there are none yet. */
export async function checkMaster(database: Database, schema: string, master: Uint8Array): Promise<boolean> {
  const [[wrapped] = []] = await database.read<[Buffer]>(
    `SELECT wrapped FROM ${schema}_keys.keys WHERE person = ''`,
  );
  if (!wrapped) return false;
  try {
    unwrapKey(master, '', wrapped);
    return true;
  } catch (cause) {
    throw new MoveRefused(
      `The keys in the schema ${schema}_keys are under another master key. Give the one that belongs to them: --data DIR with its secrets/master.key, or TOUCHLINE_MASTER_KEY.`,
      { cause },
    );
  }
}

/** What only the right master key opens. */
export const writeCanary = (fill: Filler, schema: string, master: Uint8Array): Promise<void> =>
  fill(
    async (run) =>
      void (await run(`INSERT INTO ${schema}_keys.keys (person, wrapped) VALUES ('', $1)`, [
        Buffer.from(newWrappedKey(master, '')),
      ])),
  );
