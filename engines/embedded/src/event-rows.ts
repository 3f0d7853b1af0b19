import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { chainChecksum, checksumBytes, rowChecksum, type Chained } from './checksum.ts';
import { commandScratch, commandText, packCommand, type CommandRecord } from './command-record.ts';
import { packData } from './event-data.ts';
import { typeNumbers } from './event-types.ts';
import { rowsOf, rowsTogether } from './inserts.ts';
import { seqOf } from './log-schema.ts';

const row = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** Where bytes stand until their row is written; used again, to spare the garbage collector. */
const rowScratch = () => ({ checksum: Buffer.alloc(checksumBytes), command: commandScratch() });

/** What is written of events. Rows wait until they are written, up to eight with one statement. */
export function eventRows(log: DatabaseSync) {
  const types = typeNumbers(log);
  const statements: StatementSync[] = [];
  const scratch = Array.from({ length: rowsTogether }, rowScratch);
  let waiting = 0;
  let values: SQLInputValue[] = [];

  function prepared(rows: number): StatementSync {
    return (statements[rows] = log.prepare(`INSERT OR IGNORE INTO events VALUES ${rowsOf(row, rows)}`));
  }

  return {
    /** Answers with the event's link in the chain of checksums. */
    put(previous: string, place: Omit<Chained, 'command'>, record: CommandRecord | null): string {
      const { partition, position, stream, version, type, schema, at, actor, meta, data } = place;
      const bytes = scratch[waiting++] as ReturnType<typeof rowScratch>;
      const checksum = chainChecksum(previous, { ...place, command: record && commandText(record) });
      bytes.checksum.write(checksum, 0, checksumBytes, 'base64url');
      const command = record && packCommand(record, bytes.command);
      const seq = seqOf(partition, position);
      const number = types.of(type, schema);
      const stored = packData(data, place);
      const crc = rowChecksum(seq, number, { stream, version, at, actor, meta, data: stored });
      values.push(seq, number, version, at, crc, stream, actor, bytes.checksum, meta, command, stored);
      return checksum;
    },
    isFull: (): boolean => waiting === rowsTogether,
    /** Writes what waits. False when a stream already has a version that is among it: the rest is written then. */
    write(): boolean {
      const [rows, these] = [waiting, values];
      waiting = 0;
      values = [];
      return rows === 0 || (statements[rows] ?? prepared(rows)).run(...these).changes === rows;
    },
    /** After a batch that was rolled back. */
    reload(): void {
      waiting = 0;
      values = [];
      types.reload();
    },
  };
}
