import type { Clock } from '@touchline/kernel';
import type { Database } from '../database.ts';

/**
 * Time for waits (QU10): steady while the process lives, from the server's clock at its start, which all processes share,
 * but never before what was written. A clock that jumps hides nothing longer and shows nothing earlier.
 */
export async function queueTime(
  database: Database,
  schema: string,
  clock: Pick<Clock, 'steady'>,
): Promise<() => number> {
  const [[least] = [0]] = await database.read<[number]>(
    `SELECT greatest(
       (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
       (SELECT max(touched_at) FROM ${schema}.messages),
       (SELECT max(died_at) FROM ${schema}.dead),
       (SELECT at FROM ${schema}.finished ORDER BY seq DESC LIMIT 1))`,
  );
  const offset = least - clock.steady();
  return () => Math.round(clock.steady() + offset);
}
