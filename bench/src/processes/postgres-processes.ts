import { readFileSync } from 'node:fs';
import { postgresDatabase } from '../../../engines/postgres/src/connection.ts';
import { descendantsOf } from './descendants.ts';
import { usageOf } from './usage.ts';

/** The processes of a PostgreSQL server on this machine. */
export interface PostgresProcesses {
  readonly pid: number;
  /** Processor time of all of them, those that have ended too. */
  cpuSeconds(): number;
}

const ticksPerSecond = 100;

export async function postgresProcesses(url: string): Promise<PostgresProcesses> {
  const database = postgresDatabase({ url });
  const [[text] = ['']] = await database.read<[string]>("SELECT pg_read_file('postmaster.pid')");
  await database.close();
  const pid = Number(text.split('\n')[0]);
  return {
    pid,
    cpuSeconds: () =>
      [pid, ...descendantsOf(pid)].reduce((sum, one) => sum + usageOf(one).cpuSeconds, endedSeconds(pid)),
  };
}

/** Of the children that were waited for. */
function endedSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
  } catch {
    return 0;
  }
}
