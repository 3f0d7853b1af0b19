import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel';
import type { ChainPoint, MovableLog, MovedEvent, MovedPage } from '@touchline/kernel/moving';
import { firstChecksum, rowChecksum } from '../checksum.ts';
import { unpackCommand } from '../command-record.ts';
import { unpackData, type StoredData } from '../event-data.ts';
import { typeNames } from '../event-types.ts';
import { positionOf, seqOf } from '../log-schema.ts';
import { arrays } from '../sqlite.ts';
import { chainedHere, commandOf } from './moved-rows.ts';

type Row = [
  seq: number, type: number, version: number, at: number, crc: number, stream: string, actor: string | null,
  checksum: Uint8Array, meta: string | null, command: Uint8Array | string | null, packedData: StoredData, indexed: number | null,
]; // prettier-ignore

/** A page ends at whichever comes first. Between two pages the event loop gets its turn. */
const pageEvents = 500;
const pageChars = 4 * 2 ** 20;

/** Reads a log as it is stored, over a connection of its own. */
export function movableLog(db: DatabaseSync, path: string): MovableLog {
  const types = typeNames(db);
  const heads = arrays<[position: number]>(db, 'SELECT position FROM heads ORDER BY partition');
  const checksums = arrays<[Uint8Array]>(db, 'SELECT checksum FROM events WHERE seq = ?');
  const rows = arrays<Row>(
    db,
    `SELECT e.*, (SELECT i.seq FROM events i INDEXED BY streams WHERE i.stream = e.stream AND i.version = e.version)
     FROM events e WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ${pageEvents}`,
  );
  const positions = (): number[] => heads.all().map(([position]) => position);

  function page(partition: number, after: ChainPoint, upTo: number): MovedPage {
    const events: MovedEvent[] = [];
    let { position, checksum } = after;
    let chars = 0;
    for (const row of rows.iterate(seqOf(partition, position), seqOf(partition, upTo))) {
      const next = nextOf(partition, { position, checksum }, row);
      if (!next) throw damaged(path, partition, position + 1);
      events.push(next.event);
      ({ position } = next.event);
      ({ checksum } = next);
      chars += next.event.data.length;
      if (chars > pageChars) break;
    }
    if (events.length === 0 && position < upTo) throw damaged(path, partition, position + 1);
    return { events, end: { position, checksum } };
  }

  /** The event behind a point, if it is one that was written there and that readers are led to. */
  function nextOf(
    partition: number,
    before: ChainPoint,
    row: Row,
  ): { readonly event: MovedEvent; readonly checksum: string } | undefined {
    const [seq, typeId, version, at, crc, stream, actor, stored, meta, packed, packedData, indexed] = row;
    const type = types.of(typeId);
    const position = positionOf(seq);
    if (!type || indexed !== seq || position !== before.position + 1) return undefined;
    try {
      if (rowChecksum(seq, typeId, { stream, version, at, actor, meta, data: packedData }) !== crc)
        return undefined;
      const data = unpackData(packedData, { stream, actor });
      const command = packed === null ? null : commandOf(unpackCommand(packed));
      const { name, schema } = type;
      const event = { position, stream, version, type: name, schema, at, actor, meta, command, data };
      const checksum = chainedHere(before.checksum, partition, event);
      return checksum === Buffer.from(stored).toString('base64url') ? { event, checksum } : undefined;
    } catch {
      return undefined; // A column of another type than was written.
    }
  }

  return {
    partitions: positions().length,
    heads: async () => positions(),
    async checksumAt(partition, position) {
      if (position === 0) return firstChecksum;
      const row = checksums.get(seqOf(partition, position));
      if (!row) throw damaged(path, partition, position);
      return Buffer.from(row[0]).toString('base64url');
    },
    read: async (partition, after, upTo) => page(partition, after, upTo),
    chained: chainedHere,
  };
}

const damaged = (path: string, partition: number, position: number): Fault =>
  new Fault(
    'corrupt',
    `${path} is damaged at event ${position} of partition ${partition}. Run touchline verify, and restore a backup.`,
    { retryable: false },
  );
