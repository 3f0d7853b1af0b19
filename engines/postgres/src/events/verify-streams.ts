import type { Database } from '../database.ts';
import type { LogNames } from './log-sql.ts';
import type { Report } from './damage-report.ts';

type Row = readonly [stream: string, partition: number, version: number, count: number, last: number];

const pageStreams = 1000;

/** ES2 in the tables: the versions of each stream are 1, 2, 3 … up to the one its row names. A cut-off end shows here. */
export async function verifyStreams(database: Database, { schema }: LogNames, report: Report): Promise<void> {
  for (let after = ''; ;) {
    const rows = await database.read<Row>(
      `SELECT s.stream, s.partition, s.version, e.count, coalesce(e.last, 0)
       FROM (SELECT * FROM ${schema}.streams WHERE stream > $1 ORDER BY stream LIMIT ${pageStreams}) s
       CROSS JOIN LATERAL (
         SELECT count(*), max(e.version) AS last FROM ${schema}.events e
         WHERE e.partition = s.partition AND e.stream = s.stream
       ) e ORDER BY s.stream`,
      [after],
    );
    for (const [stream, partition, version, count, last] of rows)
      if (count !== version || last !== version)
        report({
          partition,
          position: 0,
          what: `${stream} should have the versions 1 to ${version}, and has ${count} up to ${last}`,
        });
    const end = rows.at(-1);
    if (!end) return;
    [after] = end;
  }
}
