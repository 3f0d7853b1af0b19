import type { Written } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { bigintArray, smallIntArray } from '../array-param.ts';
import type { LogNames } from './log-sql.ts';

export interface SeenCommand {
  readonly fingerprint: string;
  readonly written: readonly Written[];
}

type First = readonly [partition: number, position: number, stream: string, version: number, fingerprint: string, places: string | null]; // prettier-ignore
type Named = readonly [partition: number, position: number, stream: string, version: number];

/** Finds what a command wrote: the index names its first event, which says where the others stand. */
export async function findCommand(
  database: Database,
  { schema }: LogNames,
  key: string,
): Promise<SeenCommand | undefined> {
  const [first] = await database.read<First>(
    `SELECT e.partition, e.position, e.stream, e.version, e.fingerprint, e.places
     FROM ${schema}.events e WHERE e.command = decode($1, 'hex')`,
    [key],
  );
  if (!first) return undefined;
  const [partition, firstPosition, stream, firstVersion, fingerprint, places] = first;
  if (places === null)
    return { fingerprint, written: [{ stream, partition, firstVersion, firstPosition, count: 1 }] };
  const counts = placesFrom(places);
  const rows = await database.read<Named>(
    `SELECT e.partition, e.position, e.stream, e.version
     FROM unnest($1::smallint[], $2::bigint[]) WITH ORDINALITY p(partition, position, n)
     JOIN ${schema}.events e ON e.partition = p.partition AND e.position = p.position ORDER BY p.n`,
    [smallIntArray(counts.map((one) => one.partition)), bigintArray(counts.map((one) => one.position))],
  );
  const written = rows.map((row, i) => ({
    stream: row[2],
    partition: row[0],
    firstVersion: row[3],
    firstPosition: row[1],
    count: counts[i]?.count ?? 0,
  }));
  return { fingerprint, written };
}

/** `partition.position.count` of each append, as `append_batch` writes them. */
export function placesFrom(text: string): { partition: number; position: number; count: number }[] {
  return text
    .trim()
    .split(' ')
    .map((place) => {
      const [partition = 0, position = 0, count = 0] = place.split('.').map(Number);
      return { partition, position, count };
    });
}
