import { postgresDatabase } from '../../../engines/postgres/src/connection.ts';
import { textArray } from '../../../engines/postgres/src/array-param.ts';
import { answerWith } from '../processes/answer-with.ts';
import type { BareRebuilt } from './rebuild-bare.ts';

interface Reaction {
  readonly post: string;
  readonly person: string;
}

/**
 * What a rebuild must do at least, with a client of PostgreSQL alone: the kudos are read from the log in order, folded in
 * memory a batch at a time, and upserted by one statement in the order of their keys, without waiting for the disk. The
 * rows before are read first, as a fold must.
 */
answerWith(async ({ url, batchMax }: { url: string; batchMax: number }): Promise<BareRebuilt> => {
  const database = postgresDatabase({ url, connectionsMax: 1 });
  await database.write('DROP TABLE IF EXISTS bare_rows');
  await database.write(
    'CREATE TABLE bare_rows (key text COLLATE "C" PRIMARY KEY, row text NOT NULL) WITH (fillfactor = 80)',
  );
  const partitions = (
    await database.read<[number]>('SELECT partition FROM touchline.partitions ORDER BY 1')
  ).flat();
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  let folded = 0;
  for (const partition of partitions)
    for (let after = 0; ;) {
      const events = await database.read<[number, string]>(
        `SELECT position, data FROM touchline.events WHERE partition = ${partition} AND position > $1
         AND type = 'KudosGiven' ORDER BY position LIMIT $2`,
        [after, batchMax],
      );
      await write(events);
      folded += events.length;
      if (events.length < batchMax) break;
      after = events.at(-1)?.[0] ?? after;
    }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await database.close();
  return { seconds, cpuSeconds: (user + system) / 1e6, folded };

  async function write(events: readonly (readonly [number, string])[]): Promise<void> {
    const given = new Set<string>();
    for (const [, data] of events) {
      const { post, person } = JSON.parse(data) as Reaction;
      given.add(`${person}.${post}`);
    }
    const keys = [...given].toSorted();
    const before = new Map(
      await database.read<[string, string]>('SELECT key, row FROM bare_rows WHERE key = ANY ($1::text[])', [
        textArray(keys),
      ]),
    );
    const rows = keys.map((key) => {
      const row = before.get(key);
      return JSON.stringify({ ...(row === undefined ? {} : (JSON.parse(row) as object)), kudos: true });
    });
    await database.transaction(async (run) => {
      await run('SET LOCAL synchronous_commit = off');
      await run(
        `INSERT INTO bare_rows SELECT * FROM unnest($1::text[], $2::text[])
         ON CONFLICT (key) DO UPDATE SET row = excluded.row`,
        [textArray(keys), textArray(rows)],
      );
    });
  }
});
