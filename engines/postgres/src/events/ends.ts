import type { Database } from '../database.ts';
import type { LogNames } from './log-sql.ts';

/** TE2: how far each partition is known to have gone, from what `append` wrote after each batch. */
export async function endsWritten(database: Database, { schema, partitions }: LogNames): Promise<number[]> {
  const ends = Array.from({ length: partitions }, () => 0);
  const rows = await database.read<[partition: number, position: number]>(
    `SELECT n::integer - 1, max(position) FROM ${schema}.ends, unnest(positions) WITH ORDINALITY u(position, n) GROUP BY n`,
  );
  for (const [partition, position] of rows) ends[partition] = position;
  return ends;
}

/** One row instead of those of many batches. Two processes that do this at once fold different rows. */
export async function foldEnds(database: Database, { schema }: LogNames): Promise<void> {
  await database.write(
    `WITH folded AS (DELETE FROM ${schema}.ends RETURNING positions)
     INSERT INTO ${schema}.ends
       SELECT array_agg(last ORDER BY n) FROM (
         SELECT n, max(position) AS last FROM folded, unnest(positions) WITH ORDINALITY u(position, n) GROUP BY n
       ) l HAVING count(*) > 0`,
  );
}

/** For a log that was not filled by appends. */
export async function writeEnds(database: Database, { schema }: LogNames): Promise<void> {
  await database.write(
    `INSERT INTO ${schema}.ends
       SELECT array_agg(coalesce((SELECT max(e.position) FROM ${schema}.events e WHERE e.partition = p.partition), 0)
         ORDER BY p.partition) FROM ${schema}.partitions p`,
  );
}
