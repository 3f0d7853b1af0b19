import { checkLeases } from '@touchline/kernel/engine';
import { leaseLimits, type Lease, type Leases, type LeaseTable } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import { leaseMigrations } from './lease-migrations.ts';

export interface PostgresLeasesOptions {
  /** Of its own, so that a beat waits behind nothing else. */
  readonly database: Database;
  readonly schema: string;
  /** How long a member that says nothing is believed to be there. Default 5 s. */
  readonly holdMs?: number;
}

/** Ownership as rows, by the clock of the database. */
export async function postgresLeases({
  database,
  schema,
  holdMs = 5000,
}: PostgresLeasesOptions): Promise<Leases> {
  await migrate(database, schema, leaseMigrations);
  const hold = `${holdMs} milliseconds`;
  return {
    holdMs,
    async beat(member, { wants, needs }) {
      checkLeases(member, wants);
      checkLeases(member, needs);
      const [[text] = ['{}']] = await database.write<[string]>(
        `SELECT ${schema}.beat($1, $2, $3, $4, ${leaseLimits.membersMax})`,
        [member, wants, needs, hold],
      );
      const { members, held } = JSON.parse(text) as { [Part in keyof LeaseTable]: LeaseTable[Part] | null };
      return { members: members ?? [], held: held ?? [] };
    },
    async claim(member, works) {
      checkLeases(member, works);
      const [[text] = ['[]']] = await database.write<[string]>(`SELECT ${schema}.claim($1, $2, $3)`, [
        member,
        works,
        hold,
      ]);
      return JSON.parse(text) as Lease[];
    },
    async release(member, works) {
      checkLeases(member, works);
      await database.write(
        `UPDATE ${schema}.leases SET holder = NULL WHERE holder = $1 AND work IN (
           SELECT work FROM ${schema}.leases WHERE work = ANY ($2) ORDER BY work FOR NO KEY UPDATE)`,
        [member, works],
      );
    },
    async leave(member) {
      checkLeases(member, []);
      await database.transaction(async (run) => {
        await run(
          `UPDATE ${schema}.leases SET holder = NULL WHERE holder = $1 AND work IN (
             SELECT work FROM ${schema}.leases WHERE holder = $1 ORDER BY work FOR NO KEY UPDATE)`,
          [member],
        );
        await run(`DELETE FROM ${schema}.members WHERE name = $1`, [member]);
      });
    },
  };
}
