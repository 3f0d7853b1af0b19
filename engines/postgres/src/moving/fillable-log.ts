import { Fault } from '@touchline/kernel';
import { MoveRefused, type FillableLog, type MovedEvent } from '@touchline/kernel/moving';
import { arrayLiteral, hexElement } from '../array-literal.ts';
import type { Database } from '../database.ts';
import { contentCrc } from '../events/checksum.ts';
import type { LogNames } from '../events/log-sql.ts';
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
          `SELECT position FROM ${schema}.events WHERE partition = $1 ORDER BY position DESC LIMIT 1`,
          [partition],
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
      const [[written, seen] = [0, 0]] = await database.read<[number, number]>(
        `SELECT count(*), count(command) FROM ${schema}.events`,
      );
      if (written !== events || seen !== commands)
        throw new MoveRefused(
          `The log in ${schema} should have ${events} events of ${commands} commands and has ${written} of ${seen}. Nothing was switched over.`,
        );
    },
  };
}

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
    INSERT INTO ${schema}.events (partition, version, position, at, schema, crc, checksum, type, stream, actor, meta,
        command, fingerprint, places, data)
      SELECT $1::smallint, e.* FROM unnest($2::integer[], $3::bigint[], $4::bigint[], $5::integer[], $6::integer[],
        $7::bytea[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bytea[], $13::text[], $14::text[],
        $15::text[]) e`;
  return { text, values, checksum };
}
