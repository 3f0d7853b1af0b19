import { Fault, systemClock, type Clock } from '@touchline/kernel';
import { logTail, requestSize } from '@touchline/kernel/engine';
import type { AppendResult, Came, EventStore, StoredEvent, Written } from '@touchline/kernel/ports';
import { decodeAnswers, encodeBatch, type PendingAppend } from './append-batches.ts';
import { firstChecksum } from './checksum.ts';
import { commandGenerations } from './command-generations.ts';
import { DamagedIndex } from './command-blob.ts';
import { condemn } from './command-index-file.ts';
import { commandLookup, type SeenCommand } from './command-lookup.ts';
import { commandHash, commandKey } from './command-record.ts';
import { commandTable } from './command-table.ts';
import { verifyLog } from './event-store-verify.ts';
import { openForReading, prepareLog, seqOf } from './log-schema.ts';
import { verifyTreeThread } from './verify-tree-thread.ts';
import { logReader } from './log-reader.ts';
import type { Sabotage } from './sabotage.ts';
import { batchMin, type BatchDone, type WriterMessage } from './writer-protocol.ts';
import { writerThread, type StartWriter } from './writer-thread.ts';

export interface SqliteEventStoreOptions {
  /** Path of the log. The index of commands is made beside it. */
  readonly log: string;
  readonly commands: string;
  /** Of a new log; an existing one keeps its own. Default 1. */
  readonly partitions?: number | undefined;
  readonly bytesMax?: number;
  readonly sabotage?: Sabotage | undefined;
  /** Called when writing must stop for ever because the disk failed. The process should end: a restart recovers. */
  readonly onFatal: (error: Fault) => void;
  readonly clock?: Pick<Clock, 'turn' | 'after'>;
  /** Default: a thread. */
  readonly startWriter?: StartWriter;
}

/** A `Came` in the making: batches are settled in commit order, so nothing of the partition lies between. */
type CameHere = { readonly after: number; upTo: number; readonly types: Set<string> };

/** How long a batch that is smaller than the last ones waits for company. */
const gatherMs = 1;

const inFlightMax = 1024;
const batchCharsMax = 8 * 2 ** 20;
const waitingMax = 8192;
const waitingCharsMax = 64 * 2 ** 20;
const tailLimits = { eventsMax: 8192, charsMax: 16 * 2 ** 20 };
const readLimitMax = 10_000;

/** The event store of one process: one writer thread, one fsync for what comes together, reads from memory or beside the writer. */
export async function sqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const partitions = prepareLog(options.log, options.partitions, firstChecksum);
  const { clock = systemClock, startWriter = writerThread } = options;
  const writer = await startWriter({ ...options, partitions });
  const heads = [...writer.heads];
  const reader = logReader(options.log, clock);
  const commandsDb = openForReading(options.commands);
  const commandsSaved = commandGenerations(commandsDb);
  const lookup = commandLookup(reader.db, commandsSaved);
  const share = { eventsMax: Math.ceil(tailLimits.eventsMax / partitions), charsMax: Math.ceil(tailLimits.charsMax / partitions) }; // prettier-ignore
  const tails = heads.map((head) => logTail(head, share));
  const listeners = new Set<(partition: number, came: Came) => void>();
  /** Where commands stand that the index file does not hold yet. The writer says when it does. */
  const recent = commandTable();
  const recentLookup = commandLookup(reader.db, { seqAt: recent.get });

  let waiting: PendingAppend[] = [];
  let waitingChars = 0;
  const inFlight: PendingAppend[][] = [];
  let inFlightCount = 0;
  let scheduled = false;
  /** How many appends shared a transaction lately. */
  let together = 0;
  let state: 'open' | 'closing' | 'failed' = 'open';
  let failure: Fault | undefined;
  let drained: (() => void) | undefined;

  /**
   * ES8: what arrives in one turn of the event loop, or while the writer is busy, shares one fsync. Where many came
   * together lately, the next ones are waited for, a moment: a batch costs much the same whatever its size.
   */
  function schedule(): void {
    if (waiting.length >= batchMin && inFlightCount < inFlightMax) return send();
    if (scheduled || inFlight.length > 0 || waiting.length === 0) return;
    scheduled = true;
    if (waiting.length < together / 2) clock.after(gatherMs, turned);
    else void clock.turn().then(turned);
  }

  function turned(): void {
    scheduled = false;
    if (inFlight.length === 0 && waiting.length > 0 && state !== 'failed') send();
  }

  function send(): void {
    let chars = 0;
    let count = 0;
    const room = inFlightMax - inFlightCount;
    while (count < waiting.length && count < room && (count === 0 || chars < batchCharsMax))
      chars += (waiting[count++] as PendingAppend).chars;
    const batch = count === waiting.length ? waiting : waiting.slice(0, count);
    waiting = count === waiting.length ? [] : waiting.slice(count);
    waitingChars -= chars;
    inFlight.push(batch);
    inFlightCount += count;
    writer.send(encodeBatch(batch));
  }

  function answered(message: WriterMessage): void {
    if (message.kind === 'done') settle(landed(1).flat(), message);
    else if (message.kind === 'indexed') {
      recent.clear();
      commandsSaved.refresh();
    } else if (message.kind === 'failed') fail(landed(message.batches).flat(), message);
    schedule();
    if (inFlight.length === 0 && waiting.length === 0) drained?.();
  }

  /** The oldest batches on their way, which the writer has answered. */
  function landed(batches: number): PendingAppend[][] {
    const those = inFlight.splice(0, batches);
    for (const batch of those) inFlightCount -= batch.length;
    return those;
  }

  function settle(batch: readonly PendingAppend[], message: BatchDone): void {
    const touched = new Map<number, CameHere>();
    const settled: [PendingAppend, AppendResult][] = [];
    decodeAnswers(batch, message.answers, (pending, result) => {
      settled.push([pending, result]);
      if (result.status === 'appended') remember(pending, result.written, touched);
    });
    for (const [partition, came] of touched) for (const listener of listeners) listener(partition, came);
    together = Math.max(message.together, together * 0.75);
    for (const [pending, result] of settled) pending.resolve(result);
  }

  function remember(
    { request, commandHash: id }: PendingAppend,
    written: readonly Written[],
    touched: Map<number, CameHere>,
  ): void {
    const { at, actor, meta } = request;
    if (id !== null && written[0])
      recent.put(commandKey(id), seqOf(written[0].partition, written[0].firstPosition));
    let next = 0;
    for (const append of request.appends) {
      if (append.events.length === 0) continue;
      const { partition, stream, firstPosition, firstVersion } = written[next++] as Written;
      const tail = tails[partition];
      let came = touched.get(partition);
      if (!came) touched.set(partition, (came = { after: firstPosition - 1, upTo: 0, types: new Set() }));
      came.upTo = firstPosition + append.events.length - 1;
      for (const [i, { type, schema, data, decoded }] of append.events.entries()) {
        const event: StoredEvent = {
          partition, position: firstPosition + i, stream, version: firstVersion + i,
          type, schema, at, actor, meta, data, decoded,
        }; // prettier-ignore
        tail?.push(event);
        came.types.add(type);
        heads[partition] = event.position;
      }
    }
  }

  function fail(batch: readonly PendingAppend[], message: Extract<WriterMessage, { kind: 'failed' }>): void {
    const retryable = message.code !== 'corrupt' && message.code !== 'internal';
    const fault = new Fault(message.code, message.message, { retryable });
    for (const pending of batch) pending.reject(fault);
    if (message.fatal) stopForEver(fault);
  }

  function stopForEver(fault: Fault): void {
    if (state === 'failed') return;
    state = 'failed';
    failure = fault;
    const never = new Fault('closed', 'The event store has stopped; nothing was tried.', { cause: fault });
    // The writer has stopped: what it has not answered it will not try.
    for (const pending of [...landed(inFlight.length).flat(), ...waiting]) pending.reject(never);
    waiting = [];
    void clock.turn().then(() => options.onFatal(fault)); // The answers go out first.
  }

  function broken(cause: unknown): void {
    const fault = new Fault('outcome-unknown', 'The writer thread broke down.', { cause });
    for (const pending of landed(inFlight.length).flat()) pending.reject(fault);
    stopForEver(fault);
    drained?.();
  }
  writer.listen(answered, broken);

  function savedCommand(hashed: string): SeenCommand | undefined {
    try {
      return lookup.find(hashed);
    } catch (error) {
      if (error instanceof DamagedIndex) condemn(options.commands);
      throw error;
    }
  }

  const known = (partition: number): number => {
    const head = heads[partition];
    if (head === undefined)
      throw new Fault('internal', `There is no partition ${partition}; there are ${partitions}.`, {
        retryable: false,
      });
    return head;
  };

  return {
    partitions,
    durability: `Every answered write is on disk (SQLite ${process.versions['sqlite'] ?? ''}, WAL, synchronous=FULL).`,

    append(request) {
      return new Promise((resolve, reject) => {
        if (state !== 'open') throw closed(failure);
        const chars = requestSize(request);
        if (waiting.length >= waitingMax || waitingChars + chars > waitingCharsMax)
          throw new Fault('overloaded', 'Too many writes are waiting. Nothing was tried.');
        if (request.appends.length === 0) return resolve({ status: 'appended', written: [] });
        waiting.push({
          request,
          chars,
          commandHash: request.command ? commandHash(request.command.id) : null,
          resolve,
          reject,
        });
        waitingChars += chars;
        schedule();
      });
    },

    async findCommand(id) {
      const hashed = commandHash(id);
      const seen = recentLookup.find(hashed) ?? savedCommand(hashed);
      return seen && { fingerprint: seen.fingerprint, written: seen.written() };
    },

    async readStream(stream, from, direction, limit) {
      return reader.stream(stream, from, direction, checkedLimit(limit));
    },

    async readPartition(partition, after, limit, types) {
      const head = known(partition);
      if (after >= head) return { events: [], position: after };
      const slice = tails[partition]?.slice(after, checkedLimit(limit), types);
      return slice ?? reader.partition(partition, after, head, checkedLimit(limit), types);
    },

    heads: async () => [...heads],

    onAppended(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    verify: (progress) => verifyLog(options.log, progress, verifyTreeThread),

    async close() {
      if (state === 'closing') return;
      if (state === 'failed') {
        // The reader stays open: as long as it does, no connection tries the disk again on closing.
        await writer.end();
        return;
      }
      state = 'closing';
      if (inFlight.length > 0 || waiting.length > 0)
        await new Promise<void>((resolve) => (drained = resolve));
      reader.close();
      commandsDb.close();
      await writer.close();
    },
  };
}

const closed = (cause: Fault | undefined): Fault =>
  new Fault('closed', 'The event store is closed.', { cause });

function checkedLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= readLimitMax) return limit;
  throw new Fault('internal', `A read's limit is 1 to ${readLimitMax}, not ${limit}.`, { retryable: false });
}
