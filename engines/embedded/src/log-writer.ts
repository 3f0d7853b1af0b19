import { Fault, partitionFor } from '@touchline/kernel/engine';
import type { Chained } from './checksum.ts';
import { commandIndex } from './command-index.ts';
import { commandKey, type CommandRecord } from './command-record.ts';
import { eventRows } from './event-rows.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';
import { openDurable, partitionOf, positionOf, seqOf } from './log-schema.ts';
import { logTips, type Tip } from './log-tips.ts';
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

/** A request that was taken at its word: where it stands in its batch, and what was true before it. */
interface Presumed {
  readonly tip: Tip;
  readonly start: number;
  readonly key: number | undefined;
  readonly claimed: number | undefined;
  readonly partition: number;
}

/** Fields of a request of one append with one event, and of its answer. */
const plainFields = 13;
const plainAnswer = 4;

export type LogWriter = ReturnType<typeof logWriter>;

/** The one writer of a log. Synchronous: it lives in a thread of its own. */
export function logWriter(options: LogWriterOptions) {
  const { log: path, commands: commandsPath, partitions, bytesMax, sabotage } = options;
  const db = openDurable(path);
  if (sabotage === 'no-fsync') db.exec('PRAGMA synchronous = OFF');
  db.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA cache_spill = OFF; PRAGMA cache_size = -32768');
  const pageSize = Number(pragma(db, 'page_size'));
  if (bytesMax !== undefined) db.exec(`PRAGMA max_page_count = ${Math.ceil(bytesMax / pageSize)}`);

  const rows = eventRows(db);
  const tips = logTips(db);
  const heads = streamHeads(db);
  const commands = commandIndex(db, commandsPath, partitions);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const remove = db.prepare('DELETE FROM events WHERE seq = ?');
  const moveWal = walMover(db);

  // About the request in hand, per append; kept between requests to spare the garbage collector.
  const offsets: number[] = [];
  const counts: number[] = [];
  const versions: number[] = [];
  const places: number[] = [];
  let firstSeq = 0;
  /** Requests whose rows wait to be written with others'. */
  let presumed: Presumed[] = [];

  /** Writes a batch into the open transaction, or a new one. After an error nothing here is trusted: roll back. */
  function write(requests: number, fields: readonly Field[]): Field[] {
    const answers: Field[] = [];
    if (!db.isTransaction) begin.run();
    let at = 0;
    for (let i = 0; i < requests; i++) {
      if (isPlain(fields, at) && presume(fields, at, answers)) at += plainFields;
      else {
        settle(fields, answers);
        at = attempt(fields, at, answers);
      }
    }
    settle(fields, answers);
    return answers;
  }

  function commitAll(): void {
    tips.save();
    commit.run();
  }

  /**
   * The common case, one event of a new stream, is presumed to be what it says, and is written together with others like
   * it. False where its command has been used, or may have been by one that waits.
   */
  function presume(fields: readonly Field[], start: number, answers: Field[]): boolean {
    const id = fields[start] as string | null;
    const stream = fields[start + 6] as string;
    const partition = partitionFor((fields[start + 7] ?? stream) as string, partitions);
    const tip = tips.of(partition);
    const key = id === null ? undefined : commandKey(id);
    let claimed: number | undefined;
    if (id !== null) {
      for (const one of presumed) if (one.key === key) return false;
      const claim = commands.claim(id, seqOf(partition, tip.position + 1));
      if (typeof claim !== 'number') return false;
      claimed = claim;
    }
    presumed.push({ start, key, claimed, partition, tip });
    const record = id === null ? null : { id, fingerprint: fields[start + 1] as string, places: '' };
    putEvent(fields, start, start + 10, { partition, stream, version: 1 }, record);
    answers.push(answerCode.appended, partition, 1, tip.position + 1);
    if (rows.isFull()) settle(fields, answers);
    return true;
  }

  /** Writes what was presumed. Where a stream is not new, each of those is judged by itself. */
  function settle(fields: readonly Field[], answers: Field[]): void {
    if (presumed.length === 0) return;
    const those = presumed;
    presumed = [];
    if (rows.write()) return;
    for (const { claimed, partition, tip } of those.toReversed()) {
      remove.run(seqOf(partition, tip.position + 1));
      tips.set(partition, tip);
      if (claimed !== undefined) commands.release(claimed);
    }
    answers.length -= those.length * plainAnswer;
    for (const { start } of those) attempt(fields, start, answers);
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
    writeAppends(fields, start, appends, record, answers);
    return end;
  }

  /** Notes where each append of a request begins, its stream's version and its partition. Returns the request's end. */
  function look(fields: readonly Field[], first: number, appends: number): number {
    let a = first;
    for (let i = 0; i < appends; i++) {
      const stream = fields[a] as string;
      const head = heads.get(stream);
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
      const position = next.get(partition) ?? tips.of(partition).position + 1;
      if (found.length === 0) firstSeq = seqOf(partition, position);
      if (appends === 1 && count === 1) return '';
      found.push(seqOf(partition, position), count);
      next.set(partition, position + count);
    }
    return found.length === 0 ? 'none' : JSON.stringify(found);
  }

  function writeAppends(
    fields: readonly Field[],
    start: number,
    appends: number,
    command: CommandRecord | null,
    answers: Field[],
  ): void {
    let record = command;
    answers.push(answerCode.appended);
    for (let i = 0; i < appends; i++) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const a = offsets[i] as number;
      const stream = fields[a] as string;
      const partition = places[i] as number;
      let version = versions[i] as number;
      answers.push(partition, version + 1, tips.of(partition).position + 1);
      for (let e = a + 4; e < a + 4 + count * 3; e += 3) {
        version++;
        if (rows.isFull()) writeRows();
        putEvent(fields, start, e, { partition, stream, version }, record);
        record = null;
      }
      heads.set(stream, seqOf(partition, version));
    }
    writeRows();
  }

  /** Of streams that were looked at: what is there already nobody has judged. */
  function writeRows(): void {
    if (!rows.write()) throw new Fault('internal', 'A version of a stream was there already.');
  }

  /** At the end of its partition. `start` is where its request begins, `e` where what is said of it does. */
  function putEvent(
    fields: readonly Field[],
    start: number,
    e: number,
    { partition, stream, version }: Pick<Chained, 'partition' | 'stream' | 'version'>,
    record: CommandRecord | null,
  ): void {
    const tip = tips.of(partition);
    const position = tip.position + 1;
    const event = {
      partition,
      position,
      stream,
      version,
      type: fields[e] as string,
      schema: fields[e + 1] as number,
      at: fields[start + 2] as number,
      actor: fields[start + 3] as string | null,
      meta: fields[start + 4] as string | null,
      data: fields[e + 2] as string,
    };
    tips.set(partition, { position, checksum: rows.put(tip.checksum, event, record) });
  }

  return {
    heads: tips.positions,
    /** In a transaction, not yet committed. */
    write,
    /** The moment of truth: an I/O error from here means that the outcome is not known. */
    commit: commitAll,
    /** After a commit: moves the WAL on when it is long; true when the index of commands has been saved up to here. */
    moveOn(): boolean {
      moveWal();
      return commands.saveIfDue(tips.positions());
    },
    /** Gives a batch up and reads from disk what is true now. */
    rollback(): void {
      if (db.isTransaction) db.exec('ROLLBACK');
      heads.clear();
      presumed = [];
      rows.reload();
      tips.reload();
      commands.reload();
    },
    close(): void {
      commands.close(tips.positions());
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

const isPlain = (fields: readonly Field[], start: number): boolean =>
  fields[start + 5] === 1 && fields[start + 8] === expectedCode['no-stream'] && fields[start + 9] === 1;
