import { Fault } from '@touchline/kernel';
import type { MovableLog, MovedCommand, MovedEvent } from '@touchline/kernel/moving';
import type { Database } from '../database.ts';
import { hashIn } from '../events/command-key.ts';
import { placesFrom } from '../events/command-lookup.ts';
import type { LogNames } from '../events/log-sql.ts';
import type { SafeHeads } from '../events/safe-heads.ts';
import { sameChecksum, verifiedColumns, type VerifiedRow } from '../events/verified-row.ts';
import { bytesOf, chainedHere, textOf } from './moved-rows.ts';

/** A page ends at whichever comes first. */
const pageEvents = 1000;
const pageBytes = 4 * 2 ** 20;

/** Reads a log as it is stored. */
export function movableLog(
  database: Database,
  { schema, partitions }: LogNames,
  heads: SafeHeads,
): MovableLog {
  return {
    partitions,
    async heads() {
      await heads.refresh();
      return heads.all();
    },

    async checksumAt(partition, position) {
      if (position === 0) return '';
      const [[checksum] = []] = await database.read<[Buffer]>(
        `SELECT checksum FROM ${schema}.events WHERE partition = $1 AND position = $2`,
        [partition, position],
      );
      if (!checksum) throw damaged(schema, partition, position);
      return textOf(checksum);
    },

    async read(partition, after, upTo) {
      const rows = await database.read<VerifiedRow>(
        `SELECT ${verifiedColumns} FROM (
           SELECT p.*, sum(octet_length(p.data)) OVER (ORDER BY p.position) - octet_length(p.data) AS before FROM (
             SELECT * FROM ${schema}.events
             WHERE partition = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT ${pageEvents}
           ) p
         ) e WHERE e.before < ${pageBytes} ORDER BY e.position`,
        [partition, after.position, upTo],
      );
      const events: MovedEvent[] = [];
      let { position } = after;
      let checksum = bytesOf(after.checksum);
      for (const row of rows) {
        const [found, , , , , , , , , , , , , stored] = row;
        if (found !== position + 1 || !sameChecksum(partition, row, checksum))
          throw damaged(schema, partition, position + 1);
        events.push(eventFrom(row));
        position = found;
        checksum = stored;
      }
      if (events.length === 0 && position < upTo) throw damaged(schema, partition, position + 1);
      return { events, end: { position, checksum: textOf(checksum) } };
    },

    chained: chainedHere,
  };
}

function eventFrom(row: VerifiedRow): MovedEvent {
  const [position, version, stream, type, schema, at, actor, meta, , data, id, fingerprint, places] = row;
  const command: MovedCommand | null = id && {
    hash: hashIn(id.toString('hex')),
    fingerprint: fingerprint ?? '',
    places: places === null ? null : placesFrom(places),
  };
  return { position, stream, version, type, schema, at, actor, meta, command, data };
}

const damaged = (schema: string, partition: number, position: number): Fault =>
  new Fault(
    'corrupt',
    `The log in the schema ${schema} is damaged at event ${position} of partition ${partition}. Run touchline verify, and restore a backup.`,
    { retryable: false },
  );
