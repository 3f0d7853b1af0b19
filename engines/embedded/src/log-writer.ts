import { partitionFor } from '@touchline/kernel/engine';
import { chainChecksum, checksumBytes, rowChecksum, type Chained } from './checksum.ts';
import { commandIndex } from './command-index.ts';
import { commandScratch, commandText, packCommand, type CommandRecord } from './command-record.ts';
import { packData } from './event-data.ts';
import { typeNumbers } from './event-types.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';
import { openDurable, partitionOf, positionOf, seqOf } from './log-schema.ts';
import type { Sabotage } from './sabotage.ts';
import { pragma } from './sqlite.ts';
import { streamHeads } from './stream-heads.ts';
import { answerCode, expectedCode, type Field } from './writer-protocol.ts';

export interface LogWriterOptions {
  readonly log: string;
  readonly commands: string;
  readonly partitions: number;
  /** The log grows no larger than this; appends answer `storage-full` then. */
  readonly bytesMax?: number;
  readonly sabotage?: Sabotage | undefined;
}

interface Tip {
  position: number;
  checksum: string;
}

export type LogWriter = ReturnType<typeof logWriter>;

/** The one writer of a log. Synchronous: it lives in a thread of its own. */
export function logWriter(options: LogWriterOptions) {
  const { log: path, commands: commandsPath, partitions, bytesMax, sabotage } = options;
  const db = openDurable(path);
  if (sabotage === 'no-fsync') db.exec('PRAGMA synchronous = OFF');
  db.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA cache_spill = OFF; PRAGMA cache_size = -32768');
  const pageSize = Number(pragma(db, 'page_size'));
  if (bytesMax !== undefined) db.exec(`PRAGMA max_page_count = ${Math.ceil(bytesMax / pageSize)}`);

  const types = typeNumbers(db);
  const heads = streamHeads(db);
  const commands = commandIndex(db, commandsPath, partitions);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertNew = db.prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const moveWal = walMover(db);
  const setHead = db.prepare('UPDATE heads SET position = ?, checksum = ? WHERE partition = ?');
  const checksumScratch = Buffer.alloc(checksumBytes);
  const recordScratch = commandScratch();

  // About the request in hand, per append; kept between requests to spare the garbage collector.
  const offsets: number[] = [];
  const counts: number[] = [];
  const versions: number[] = [];
  const places: number[] = [];
  let firstSeq = 0;
  let presumedNew = false;

  let tips: Tip[] = [];
  let touched = new Set<number>();
  loadTips();

  function loadTips(): void {
    tips = db
      .prepare('SELECT position, checksum FROM heads ORDER BY partition')
      .all()
      .map((row) => ({ position: Number(row['position']), checksum: String(row['checksum']) }));
    touched = new Set();
  }

  const tipOf = (partition: number): Tip => tips[partition] as Tip;
  const headPositions = (): number[] => tips.map((tip) => tip.position);

  /** Writes a batch into the open transaction, or a new one. After an error nothing here is trusted: roll back. */
  function write(requests: number, fields: readonly Field[]): Field[] {
    const answers: Field[] = [];
    if (!db.isTransaction) begin.run();
    let at = 0;
    for (let i = 0; i < requests; i++) at = attempt(fields, at, answers);
    return answers;
  }

  function commitAll(): void {
    for (const partition of touched) {
      const tip = tipOf(partition);
      setHead.run(tip.position, tip.checksum, partition);
    }
    touched.clear();
    commit.run();
  }

  /** ES8: a request is judged whole before it writes, so that its refusal leaves its neighbours alone. */
  function attempt(fields: readonly Field[], start: number, answers: Field[]): number {
    const appends = fields[start + 5] as number;
    const end = look(fields, start + 6, appends);
    const id = fields[start] as string | null;
    const stands = id === null ? '' : placesOf(appends);
    let claimed: number | undefined;
    if (id !== null && stands !== 'none') {
      const claim = commands.claim(id, firstSeq);
      if (typeof claim !== 'number') {
        if (claim.fingerprint === fields[start + 1])
          answers.push(answerCode.repeated, JSON.stringify(claim.written()));
        else answers.push(answerCode.reused);
        return end;
      }
      claimed = claim;
    }
    for (let i = 0; i < appends; i++) {
      if (holds(fields[(offsets[i] as number) + 2] as number, versions[i] as number)) continue;
      if (claimed !== undefined) commands.release(claimed);
      answers.push(answerCode.conflict, i, versions[i] as number);
      return end;
    }
    const record =
      claimed === undefined
        ? null
        : { id: id as string, fingerprint: fields[start + 1] as string, places: stands };
    if (!writeAppends(fields, start, appends, record, answers)) {
      if (claimed !== undefined) commands.release(claimed);
      answers.push(answerCode.conflict, 0, positionOf(heads.get(fields[start + 6] as string)));
    }
    return end;
  }

  /** Notes where each append of a request begins, its stream's version and its partition. Returns the request's end. */
  function look(fields: readonly Field[], first: number, appends: number): number {
    let a = first;
    for (let i = 0; i < appends; i++) {
      // The common case, one event of a new stream, needs no look: the insert finds out whether the stream exists.
      const stream = fields[a] as string;
      const alone = appends === 1 && fields[a + 3] === 1 && fields[a + 2] === expectedCode['no-stream'];
      const head = alone ? 0 : heads.get(stream);
      presumedNew = alone;
      offsets[i] = a;
      counts[i] = fields[a + 3] as number;
      versions[i] = positionOf(head);
      // A stream stays where its first event was put; a new one goes where its key says.
      places[i] =
        head > 0 ? partitionOf(head) : partitionFor((fields[a + 1] ?? stream) as string, partitions);
      a += 4 + (counts[i] as number) * 3;
    }
    return a;
  }

  /** Where a request's events will stand, for its command's record: '' for the usual single event. */
  function placesOf(appends: number): string {
    const next = new Map<number, number>();
    const found: number[] = [];
    for (let i = 0; i < appends; i++) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const partition = places[i] as number;
      const position = next.get(partition) ?? tipOf(partition).position + 1;
      if (found.length === 0) firstSeq = seqOf(partition, position);
      if (appends === 1 && count === 1) return '';
      found.push(seqOf(partition, position), count);
      next.set(partition, position + count);
    }
    return found.length === 0 ? 'none' : JSON.stringify(found);
  }

  /** False when a stream that was presumed new exists: nothing was written then. */
  function writeAppends(
    fields: readonly Field[],
    start: number,
    appends: number,
    command: CommandRecord | null,
    answers: Field[],
  ): boolean {
    const at = fields[start + 2] as number;
    const actor = fields[start + 3] as string | null;
    const meta = fields[start + 4] as string | null;
    let record = command;
    const answerAt = answers.push(answerCode.appended);
    for (let i = 0; i < appends; i++) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const a = offsets[i] as number;
      const stream = fields[a] as string;
      const partition = places[i] as number;
      const tip = tipOf(partition);
      let version = versions[i] as number;
      answers.push(partition, version + 1, tip.position + 1);
      for (let e = a + 4; e < a + 4 + count * 3; e += 3) {
        version++;
        if (!writeEvent(fields, e, tip, { partition, stream, version, at, actor, meta }, record)) {
          answers.length = answerAt - 1;
          return false;
        }
        record = null;
      }
      if (!presumedNew) heads.set(stream, seqOf(partition, version)); // Most new streams never get a second event.
      touched.add(partition);
    }
    return true;
  }

  function writeEvent(
    fields: readonly Field[],
    e: number,
    tip: Tip,
    place: Pick<Chained, 'partition' | 'stream' | 'version' | 'at' | 'actor' | 'meta'>,
    record: CommandRecord | null,
  ): boolean {
    const { partition, stream, version, at, actor, meta } = place;
    const position = tip.position + 1;
    const seq = seqOf(partition, position);
    const type = fields[e] as string;
    const schema = fields[e + 1] as number;
    const data = fields[e + 2] as string;
    const command = record && commandText(record);
    const event = { partition, position, stream, version, type, schema, at, actor, meta, command, data };
    const checksum = chainChecksum(tip.checksum, event);
    checksumScratch.write(checksum, 0, checksumBytes, 'base64url');
    const packed = record && packCommand(record, recordScratch);
    const number = types.of(type, schema);
    const stored = packData(data, event);
    const crc = rowChecksum(seq, number, { stream, version, at, actor, meta, data: stored });
    const statement = presumedNew ? insertNew : insert;
    const { changes } = statement.run(
      seq,
      number,
      version,
      at,
      crc,
      stream,
      actor,
      checksumScratch,
      meta,
      packed,
      stored,
    );
    if (changes === 0) return false;
    tip.position = position;
    tip.checksum = checksum;
    return true;
  }

  return {
    heads: headPositions,
    /** In a transaction, not yet committed. */
    write,
    /** The moment of truth: an I/O error from here means that the outcome is not known. */
    commit: commitAll,
    /** After a commit: moves the WAL on when it is long; true when the index of commands has been saved up to here. */
    moveOn(): boolean {
      moveWal();
      return commands.saveIfDue(headPositions());
    },
    /** Gives a batch up and reads from disk what is true now. */
    rollback(): void {
      if (db.isTransaction) db.exec('ROLLBACK');
      heads.clear();
      types.reload();
      loadTips();
      commands.reload();
    },
    close(): void {
      commands.close(headPositions());
      checkpoint(db, 'TRUNCATE');
      db.close();
    },
  };
}

function holds(expected: number, version: number): boolean {
  if (expected === expectedCode.any) return true;
  if (expected === expectedCode['stream-exists']) return version > 0;
  return version === (expected === expectedCode['no-stream'] ? 0 : expected);
}
