import type { DatabaseSync } from 'node:sqlite';
import type { VerifyReport } from '@touchline/kernel/ports';
import { chainChecksum, firstChecksum, rowChecksum } from './checksum.ts';
import { commandText, unpackCommand } from './command-record.ts';
import { unpackData, type StoredData } from './event-data.ts';
import { allTypes, type KnownType } from './event-types.ts';
import { openForReading, positionOf, seqOf } from './log-schema.ts';
import { arrays, type ArrayStatement } from './sqlite.ts';
import { verifyStreams, type Damage } from './verify-streams.ts';
import { verifyTree, type VerifyTree } from './verify-tree.ts';

type Row = [
  seq: number, type: number, version: number, at: number, crc: number, stream: string, actor: string | null,
  checksum: Uint8Array, meta: string | null, command: Uint8Array | string | null, data: StoredData,
]; // prettier-ignore

interface Head {
  readonly partition: number;
  readonly position: number;
  readonly checksum: string;
}

const stride = 500; // events between two turns of the event loop
const damageMax = 100;

/** TE2: walks the whole log, recomputes every checksum, and goes on behind damage so that all of it is found. */
export async function verifyLog(
  path: string,
  progress?: (done: number, total: number) => void,
  tree: VerifyTree = verifyTree,
): Promise<VerifyReport> {
  const db = openForReading(path);
  try {
    db.exec('BEGIN'); // One snapshot: the log may grow meanwhile.
    const heads = arrays<[partition: number, position: number, checksum: string]>(
      db,
      'SELECT partition, position, checksum FROM heads ORDER BY partition',
    )
      .all()
      .map(([partition, position, checksum]): Head => ({ partition, position, checksum }));
    const total = heads.reduce((sum, head) => sum + head.position, 0);
    const damage: Damage[] = [];
    const report = (found: Damage): void => void (damage.length < damageMax && damage.push(found));
    const partitions = [];
    let events = 0;
    for (const head of heads) {
      for await (const walked of walk(db, head, report)) {
        events += walked;
        progress?.(events, total);
      }
      partitions.push({ partition: head.partition, head: head.position, checksum: head.checksum });
    }
    await verifyStreams(db, events, report);
    for (const found of await tree(path)) report(found);
    return { events, partitions, damage };
  } finally {
    db.close();
  }
}

/**
 * Yields how many events were walked since the last time. A damaged page can give its rows in any order, the same ones
 * again and again: each turn goes on from further up than the one before, whatever it was given.
 */
async function* walk(db: DatabaseSync, head: Head, report: (found: Damage) => void): AsyncGenerator<number> {
  const { partition } = head;
  const types = new Map(allTypes(db).map((type) => [type.id, type]));
  const page = arrays<Row>(db, `SELECT * FROM events WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ${stride}`);
  let checksum = firstChecksum;
  let last = 0;
  for (;;) {
    const { rows, unreadable } = readPage(db, page, partition, last);
    if (unreadable !== undefined) report({ partition, position: last + 1, what: unreadable });
    let walked = 0;
    for (const row of rows) {
      const position = positionOf(row[0]);
      if (position <= last) {
        report({ partition, position, what: `it stands behind ${last}` });
        continue;
      }
      if (position > last + 1)
        report({ partition, position: last + 1, what: missing(last + 1, position - 1) });
      const stored = storedChecksum(row);
      // Behind a gap the chain cannot be followed; it is taken up again from what is stored.
      const whole = position > last + 1 || sameChecksum(row, types, checksum, stored, partition, position);
      if (!whole) report({ partition, position, what: 'its content does not match its checksum' });
      checksum = stored;
      last = position;
      walked++;
    }
    yield walked;
    const isEnd = rows.length === 0 && unreadable === undefined;
    if (walked === 0 && (isEnd || last + stride >= head.position)) break;
    if (walked === 0) last += stride;
    await new Promise(setImmediate);
  }
  if (last !== head.position)
    report({ partition, position: last + 1, what: missing(last + 1, head.position) });
  else if (checksum !== head.checksum)
    report({ partition, position: last, what: 'it is not the event the log ended with' });
}

/** Damage can also change a column's type; then nothing matches. */
const storedChecksum = (row: Row): string => {
  const bytes: unknown = row[7];
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64url') : '';
};

const missing = (from: number, to: number): string =>
  to < from
    ? `the log goes on to ${from - 1}, beyond its recorded end ${to}`
    : from === to
      ? 'it is missing'
      : `events ${from} to ${to} are missing`;

function sameChecksum(
  row: Row,
  types: ReadonlyMap<number, KnownType>,
  previous: string,
  stored: string,
  partition: number,
  position: number,
): boolean {
  const [seq, typeId, version, at, crc, stream, actor, , meta, packed, data] = row;
  const type = types.get(typeId);
  if (!type) return false;
  try {
    const command = packed === null ? null : commandText(unpackCommand(packed));
    const event = {
      partition,
      position,
      stream,
      version,
      type: type.name,
      schema: type.schema,
      at,
      actor,
      meta,
      command,
      data: unpackData(data, { stream, actor }),
    };
    const isRow = rowChecksum(seq, typeId, { ...event, data }) === crc;
    return isRow && chainChecksum(previous, event) === stored;
  } catch {
    return false; // A column of another type than was written.
  }
}

/** A page that SQLite cannot read is read event by event; those that still fail are reported and passed over. */
function readPage(
  db: DatabaseSync,
  page: ArrayStatement<Row>,
  partition: number,
  last: number,
): { rows: Row[]; unreadable?: string } {
  const end = seqOf(partition + 1, 0);
  try {
    return { rows: page.all(seqOf(partition, last), end) };
  } catch (error) {
    const unreadable = `SQLite cannot read it (${(error as Error).message})`;
    const one = arrays<Row>(db, 'SELECT * FROM events WHERE seq = ?');
    const rows: Row[] = [];
    for (let position = last + 1; position <= last + stride; position++) {
      try {
        const row = one.get(seqOf(partition, position));
        if (row) rows.push(row);
      } catch {
        continue;
      }
    }
    return { rows, unreadable };
  }
}
