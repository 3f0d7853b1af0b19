import type { Clock } from '@touchline/kernel';
import type { Database } from '../database.ts';

/** What differs by less is no jump: clocks do not run alike. */
const jumpMsLeast = 1000;
/** It is compared again after so long. */
const comparedMsMax = 1000;

/**
 * Time for waits (QU10): steady while the process lives, and the same for all of them. It begins with the server's clock
 * and what all add to it (`ahead`), but never before what was written. Where that clock jumps, whoever notices first
 * changes what is added, and the others follow. So a jump hides nothing longer and shows nothing earlier. Who starts
 * between a jump and its notice is wrong until then: that is a second, where anything is delivered.
 */
export async function queueTime(
  database: Database,
  schema: string,
  clock: Pick<Clock, 'steady'>,
): Promise<() => Promise<number>> {
  const look = async (): Promise<readonly [ahead: number, time: number]> => {
    const [[ahead, time] = [0, 0]] = await database.read<[number, number]>(
      `SELECT ahead, ${schema}.server_time() + ahead FROM ${schema}.time`,
    );
    return [ahead, time];
  };
  const [[least] = [0]] = await database.read<[number | null]>(
    `SELECT greatest(
       (SELECT max(touched_at) FROM ${schema}.messages),
       (SELECT max(died_at) FROM ${schema}.dead),
       (SELECT at FROM ${schema}.finished ORDER BY seq DESC LIMIT 1))`,
  );
  const [added, begin] = await look();
  let offset = Math.max(begin, least ?? 0) - clock.steady();
  let known = added;
  let comparedAt = -Infinity;

  async function compare(): Promise<void> {
    const from = clock.steady();
    const [ahead, time] = await look();
    const to = clock.steady();
    const by = missing(time, from + offset, to + offset);
    if (Math.abs(by) < jumpMsLeast) known = ahead;
    else if (ahead === known) await correct(by, to + offset);
    else await follow(ahead, by, to + offset);
    comparedAt = to;
  }

  async function correct(by: number, now: number): Promise<void> {
    await database.write(`SELECT ${schema}.correct_time($1, $2, $3)`, [known, by, Math.round(now)]);
    known += by;
  }

  /** Another has noticed a jump that this process began with. */
  async function follow(ahead: number, by: number, now: number): Promise<void> {
    if (by > 0) await database.write(`SELECT ${schema}.take_back($1, $2)`, [by, Math.round(now - by)]);
    offset -= by;
    known = ahead;
  }

  return async () => {
    if (clock.steady() - comparedAt >= comparedMsMax) await compare();
    return Math.round(clock.steady() + offset);
  };
}

/** What has to be added to a time that should lie between two. */
function missing(time: number, from: number, to: number): number {
  if (time < from) return Math.round(from - time);
  return time > to ? Math.round(to - time) : 0;
}
