import { Fault } from '@touchline/kernel';
import { MoveRefused, type FillableLog, type MovedEvent } from '@touchline/kernel/moving';
import { bigintArray, bytesArray, integerArray, textArray } from '../array-param.ts';
import type { Database } from '../database.ts';
import { contentCrc } from '../events/checksum.ts';
import type { LogNames } from '../events/log-sql.ts';
import type { SafeHeads } from '../events/safe-heads.ts';
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
    checksums.push(bytesOf(checksum).toString('hex'));
  }
  const texts = (of: (event: MovedEvent) => string | null): Buffer => textArray(events.map(of));
  const integers = (of: (event: MovedEvent) => number): Buffer => integerArray(events.map(of));
  const bigints = (of: (event: MovedEvent) => number): Buffer => bigintArray(events.map(of));
  const values = [
    partition,
    integers(({ version }) => version),
    bigints(({ position }) => position),
    bigints(({ at }) => at),
    integers(({ schema: version }) => version),
    integers(contentCrc),
    bytesArray(checksums),
    texts(({ type }) => type),
    texts(({ stream }) => stream),
    texts(({ actor }) => actor),
    texts(({ meta }) => meta),
    bytesArray(events.map(({ command }) => command && command.hash)),
    texts(({ command }) => command && command.fingerprint),
    texts(placesText),
    texts(({ data }) => data),
  ];
  const text = `
    INSERT INTO ${schema}.events (partition, version, position, at, schema, crc, checksum, type, stream, actor, meta,
        command, fingerprint, places, data)
      SELECT $1::smallint, e.* FROM unnest($2::integer[], $3::bigint[], $4::bigint[], $5::integer[], $6::integer[],
        $7::bytea[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bytea[], $13::text[], $14::text[],
        $15::text[]) e`;
  return { text, values, checksum };
}
