import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel';
import { MoveRefused, type ChainPoint, type FillableLog, type MovedEvent } from '@touchline/kernel/moving';
import { rowChecksum } from '../checksum.ts';
import { commandScratch, packCommand } from '../command-record.ts';
import { packData } from '../event-data.ts';
import { typeNumbers } from '../event-types.ts';
import { walMover } from '../log-checkpoint.ts';
import { seqOf } from '../log-schema.ts';
import { arrays } from '../sqlite.ts';
import { movableLog } from './movable-log.ts';
import { chainedHere, recordOf } from './moved-rows.ts';
import { writing } from './writing.ts';

/** Fills a log that nobody else writes. */
export function fillableLog(db: DatabaseSync, path: string): FillableLog {
  const log = movableLog(db, path);
  const types = typeNumbers(db);
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const head = arrays<[position: number, checksum: string]>(
    db,
    'SELECT position, checksum FROM heads WHERE partition = ?',
  );
  const setHead = db.prepare('UPDATE heads SET position = ?, checksum = ? WHERE partition = ?');
  const moveWal = walMover(db);
  const scratch = commandScratch();

  function write(partition: number, after: ChainPoint, events: readonly MovedEvent[]): ChainPoint {
    const [position, found] = head.get(partition) ?? [0, ''];
    if (position !== after.position || found !== after.checksum)
      throw new Fault(
        'internal',
        `${path} ends elsewhere than was expected. Does another process write it?`,
        {
          retryable: false,
        },
      );
    let { checksum } = after;
    for (const event of events) {
      const { stream, version, type, schema, at, actor, meta, data, command } = event;
      const seq = seqOf(partition, event.position);
      const number = types.of(type, schema);
      const stored = packData(data, event);
      checksum = chainedHere(checksum, partition, event);
      insert.run(
        seq,
        number,
        version,
        at,
        rowChecksum(seq, number, { ...event, data: stored }),
        stream,
        actor,
        Buffer.from(checksum, 'base64url'),
        meta,
        command && packCommand(recordOf(command), scratch),
        stored,
      );
    }
    const end = { position: after.position + events.length, checksum };
    setHead.run(end.position, end.checksum, partition);
    return end;
  }

  return {
    ...log,
    async append(partition, after, events) {
      let end = after;
      try {
        writing(db, path, () => (end = write(partition, after, events)));
      } catch (error) {
        types.reload();
        throw error;
      }
      moveWal();
      return end;
    },
    async proveTotals({ events, commands }) {
      const [found, seen] = arrays<[number, number]>(
        db,
        'SELECT count(*), count(command) FROM events',
      ).get() ?? [0, 0];
      if (found !== events || seen !== commands)
        throw new MoveRefused(
          `${path} should hold ${events} events of ${commands} commands and holds ${found} of ${seen}. Nothing was switched over.`,
        );
    },
  };
}
