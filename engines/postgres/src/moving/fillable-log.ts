import { Fault } from '@touchline/kernel';
import { MoveRefused, type FillableLog, type MovedEvent } from '@touchline/kernel/moving';
import { arrayLiteral, hexElement } from '../array-literal.ts';
import type { Database } from '../database.ts';
import { contentCrc } from '../events/checksum.ts';
import { tableOf, type LogNames } from '../events/log-sql.ts';
import type { SafeHeads } from '../events/safe-heads.ts';
import { textArray } from '../views/array-param.ts';
import type { Filler } from './filler.ts';
import { movableLog } from './movable-log.ts';
import { bytesOf, chainedHere, checkTexts, placesText } from './moved-rows.ts';

/** Fills a log that nobody else writes. */
export function fillableLog(
  database: Database,
  names: LogNames,
  heads: SafeHeads,
  fill: Filler,
): FillableLog {
  const { schema } = names;
  const log = movableLog(database, names, heads);
  return {
    ...log,

    async append(partition, after, events) {
      const { text, values, checksum } = insertOf(schema, partition, after.checksum, events);
      await fill(async (run) => {
        const [[end] = [0]] = await run<[number]>(
          `SELECT position FROM ${tableOf(names, partition)} WHERE partition = ${partition} ORDER BY position DESC LIMIT 1`,
        );
        if (end !== after.position)
          throw new Fault('internal', `The log in ${schema} ends elsewhere than was expected. Does another process write it?`, { retryable: false }); // prettier-ignore
        await run(text, values);
      });
      const position = after.position + events.length;
      heads.raise(partition, position);
      return { position, checksum };
    },

    async proveTotals({ events, commands }) {
      const [[streams, seen] = [0, 0]] = await database.read<[number, number]>(
        `SELECT (SELECT coalesce(sum(version), 0)::bigint FROM ${schema}.streams), (SELECT count(*) FROM ${schema}.commands)`,
      );
      if (streams !== events || seen !== commands)
        throw new MoveRefused(
          `The indexes in ${schema} should know ${events} events of ${commands} commands and know ${streams} of ${seen}. Nothing was switched over.`,
        );
    },
  };
}

/** One statement writes the events and what names them: their streams and their commands. */
function insertOf(schema: string, partition: number, before: string, events: readonly MovedEvent[]) {
  let checksum = before;
  const checksums: string[] = [];
  for (const event of events) {
    const { position, stream, type, actor, meta, data, command } = event;
    checkTexts(`Event ${position} of partition ${partition}`, [
      stream,
      type,
      actor,
      meta,
      data,
      command?.fingerprint,
    ]);
    checksum = chainedHere(checksum, partition, event);
    checksums.push(hexElement(bytesOf(checksum)));
  }
  const column = (of: (event: MovedEvent) => string | number | null): string => arrayLiteral(events.map(of));
  const values = [
    partition,
    column(({ version }) => version),
    column(({ position }) => position),
    column(({ at }) => at),
    column(({ schema: version }) => version),
    column(contentCrc),
    arrayLiteral(checksums),
    column(({ type }) => type),
    column(({ stream }) => stream),
    column(({ actor }) => actor),
    column(({ meta }) => meta),
    column(({ command }) => command && hexElement(command.hash)),
    column(({ command }) => command && command.fingerprint),
    column(placesText),
    textArray(events.map(({ data }) => data)),
  ];
  const text = `
    WITH new AS (
      INSERT INTO ${schema}.events (partition, version, position, at, schema, crc, checksum, type, stream, actor, meta,
          command, fingerprint, places, data)
        SELECT $1::smallint, e.* FROM unnest($2::integer[], $3::bigint[], $4::bigint[], $5::integer[], $6::integer[],
          $7::bytea[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bytea[], $13::text[], $14::text[],
          $15::text[]) e
        RETURNING stream, version, position, command
    ), named AS (
      INSERT INTO ${schema}.commands (id, partition, position)
        SELECT command, $1::smallint, position FROM new WHERE command IS NOT NULL
    )
    INSERT INTO ${schema}.streams AS s (stream, partition, version)
      SELECT stream, $1::smallint, max(version) FROM new GROUP BY stream
      ON CONFLICT (stream) DO UPDATE SET version = excluded.version`;
  return { text, values, checksum };
}
