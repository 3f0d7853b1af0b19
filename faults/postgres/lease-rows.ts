import type { Database } from '../../engines/postgres/src/database.ts';

export interface LeaseRows {
  /** The member that a process is. */
  memberOf(pid: number): Promise<string>;
  /** How many works each member holds. */
  held(): Promise<ReadonlyMap<string, number>>;
  /**
   * Resolves when a member holds nothing any more; seconds by the clock of the leases since the call, and since the
   * member was heard of last.
   */
  lost(member: string): Promise<{ readonly s: number; readonly sinceHeardS: number }>;
  /** Resolves when the work is spread over this many members, none with more than one more than another. */
  spreadOver(members: number): Promise<number>;
}

const schema = 'touchline_leases';
const holdS = 5;
const roundsMax = 600;

/** What the leases are, as the database tells it. */
export function leaseRows(database: Database): LeaseRows {
  const seconds = async (): Promise<number> =>
    Number((await database.read<[string]>('SELECT extract(epoch FROM clock_timestamp())::text'))[0]?.[0]);

  async function held(): Promise<ReadonlyMap<string, number>> {
    const rows = await database.read<[string, number]>(
      `SELECT holder, count(*) FROM ${schema}.leases WHERE holder IS NOT NULL GROUP BY holder`,
    );
    return new Map(rows);
  }

  /** The database waits between two looks. */
  async function until(isSo: () => Promise<boolean>, what: string): Promise<number> {
    const began = await seconds();
    for (let round = 0; round < roundsMax; round++) {
      if (await isSo()) return (await seconds()) - began;
      await database.read('SELECT pg_sleep(0.05)');
    }
    throw new Error(`After ${roundsMax} looks ${what}: ${JSON.stringify([...(await held())])}`);
  }

  return {
    held,
    async memberOf(pid) {
      const [row] = await database.read<[string]>(`SELECT name FROM ${schema}.members WHERE name LIKE $1`, [
        `%/${pid}/%`,
      ]);
      if (!row) throw new Error(`The process ${pid} is no member.`);
      return row[0];
    },
    async lost(member) {
      const [heard] = await database.read<[string]>(
        `SELECT (extract(epoch FROM until) - ${holdS})::text FROM ${schema}.members WHERE name = $1`,
        [member],
      );
      const s = await until(async () => !(await held()).has(member), `${member} holds works`);
      return { s, sinceHeardS: (await seconds()) - Number(heard?.[0]) };
    },
    spreadOver: (members) =>
      until(async () => {
        const counts = [...(await held()).values()];
        return counts.length === members && Math.max(...counts) - Math.min(...counts) <= 1;
      }, `the work is not spread over ${members}`),
  };
}
