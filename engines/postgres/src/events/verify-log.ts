import type { VerifyReport } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { endsWritten } from './ends.ts';
import type { LogNames } from './log-sql.ts';
import type { SafeHeads } from './safe-heads.ts';
import type { Report } from './damage-report.ts';
import { sameChecksum, verifiedColumns, type VerifiedRow } from './verified-row.ts';

const pageEvents = 1000;
const damageMax = 100;

/** TE2: walks the whole log, recomputes every checksum, and goes on behind damage so that all of it is found. */
export async function verifyLog(
  database: Database,
  names: LogNames,
  heads: SafeHeads,
  progress?: (done: number, total: number) => void,
): Promise<VerifyReport> {
  // Asked first: what it tells of is in the log already.
  const written = await endsWritten(database, names);
  await heads.refresh();
  const ends = heads.all();
  const total = ends.reduce((sum, head) => sum + head, 0);
  const damage: VerifyReport['damage'][number][] = [];
  const report: Report = (found) => void (damage.length < damageMax && damage.push(found));
  const partitions = [];
  let events = 0;
  for (const [partition, head] of ends.entries()) {
    const chain = { last: 0, checksum: Buffer.alloc(0) };
    while (chain.last < head) {
      const walked = await walk(database, names, { partition, head }, chain, report);
      events += walked;
      if (walked > 0) progress?.(events, total);
    }
    const cut = written[partition] as number;
    if (cut > head) report({ partition, position: head + 1, what: missing(head + 1, cut) });
    partitions.push({ partition, head, checksum: chain.checksum.toString('base64url') });
  }
  return { events, partitions, damage };
}

interface Chain {
  last: number;
  checksum: Buffer;
}

/** One page. Answers how many events it had; at the end of the partition, missing ones are reported. */
async function walk(
  database: Database,
  { schema }: LogNames,
  { partition, head }: { partition: number; head: number },
  chain: Chain,
  report: Report,
): Promise<number> {
  const rows = await database.read<VerifiedRow>(
    `SELECT ${verifiedColumns} FROM ${schema}.events
     WHERE partition = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT ${pageEvents}`,
    [partition, chain.last, head],
  );
  for (const row of rows) {
    const [position, , , , , , , , , , , , , checksum] = row;
    const gap = position > chain.last + 1;
    if (gap) report({ partition, position: chain.last + 1, what: missing(chain.last + 1, position - 1) });
    // Behind a gap the chain cannot be followed; it is taken up again from what is stored.
    if (!gap && !sameChecksum(partition, row, chain.checksum))
      report({ partition, position, what: 'its content does not match its checksum' });
    chain.checksum = checksum;
    chain.last = position;
  }
  if (rows.length > 0) return rows.length;
  report({ partition, position: chain.last + 1, what: missing(chain.last + 1, head) });
  chain.last = head;
  return 0;
}

const missing = (from: number, to: number): string =>
  from === to ? 'it is missing' : `events ${from} to ${to} are missing`;
