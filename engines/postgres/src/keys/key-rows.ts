import { Fault } from '@touchline/kernel';
import { newWrappedKey, unwrapKey } from '@touchline/kernel/engine';
import { bytesArray, textArray } from '../array-param.ts';
import type { Database } from '../database.ts';

export type Key = Uint8Array | 'erased';

/** The table of keys, wrapped there and opened here. */
export interface KeyRows {
  /** Those that are missing are made; of the erased, `erased`. */
  ensure(persons: readonly string[]): Promise<Map<string, Key>>;
  look(persons: readonly string[]): Promise<Map<string, Key>>;
  /** True when other processes may not have heard of it yet. */
  destroy(person: string): Promise<boolean>;
  erased(after: string, limit: number): Promise<string[]>;
}

/** A name that no person has, and that only the right master key opens, so that a wrong one is noticed at start. */
const canary = '';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export async function keyRows(database: Database, schema: string, master: Uint8Array): Promise<KeyRows> {
  const opened = (rows: readonly (readonly [person: string, wrapped: Buffer | null])[]): Map<string, Key> =>
    new Map(
      rows.map(([person, wrapped]) => [person, wrapped ? unwrapKey(master, person, wrapped) : 'erased']),
    );

  const rows: KeyRows = {
    ensure: async (persons) =>
      opened(
        await database.write(`SELECT * FROM ${schema}.ensure($1, $2)`, [
          textArray(persons),
          bytesArray(persons.map((person) => hexOf(newWrappedKey(master, person)))),
        ]),
      ),
    look: async (persons) =>
      opened(
        await database.read(`SELECT person, wrapped FROM ${schema}.keys WHERE person = ANY ($1::text[])`, [
          textArray(persons),
        ]),
      ),
    async destroy(person) {
      const [[isNews] = [true]] = await database.write<[boolean]>(`SELECT ${schema}.destroy($1)`, [person]);
      return isNews;
    },
    erased: async (after, limit) =>
      (
        await database.read<[string]>(
          `SELECT person FROM ${schema}.erasures WHERE person > $1 ORDER BY person LIMIT $2`,
          [after, limit],
        )
      ).flat(),
  };
  try {
    await rows.ensure([canary]);
    return rows;
  } catch (cause) {
    if (!(cause instanceof Fault && cause.code === 'corrupt')) throw cause;
    throw new Fault(
      'internal',
      `The keys in the schema ${schema} are under another master key. Give the one that belongs to them: all processes on one database need the same.`,
      { cause, retryable: false },
    );
  }
}
