import { Fault, systemClock, type Clock } from '@touchline/kernel';
import { partitionFor, recentMap } from '@touchline/kernel/engine';
import type { EventStore, WakeUps, Written } from '@touchline/kernel/ports';
import { failedIn, queryCanceled, sqlState, whereIn } from '../connection-fault.ts';
import type { Database } from '../database.ts';
import { appendLane, doubtPausesMs } from './append-lane.ts';
import { appendedNews } from './appended-news.ts';
import { reusedMemory } from '../array-param.ts';
import { numbersFrom } from '../column-value.ts';
import { batchAnswers, type Answer } from './batch-answers.ts';
import { batchParameters } from './batch-parameters.ts';
import { commandKey, type CommandKey } from './command-key.ts';
import { findCommand, type SeenCommand } from './command-lookup.ts';
import { durabilityOf, type Durability } from './durability.ts';
import { foldEnds } from './ends.ts';
import { logReader } from './log-reader.ts';
import { pendingAppend, type PendingAppend } from './pending-append.ts';
import { isPlain, plainBatch } from './plain-batch.ts';
import { prepareLog } from './prepare-log.ts';
import { recentEvents } from './recent-events.ts';
import { safeHeads } from './safe-heads.ts';
import { verifyLog } from './verify-log.ts';

export interface PostgresEventStoreOptions {
  readonly database: Database;
  /** Default `touchline`. Made when missing. */
  readonly schema?: string;
  /** Of a new log; an existing one keeps its own. Default 16. */
  readonly partitions?: number | undefined;
  readonly clock?: Pick<Clock, 'turn' | 'after' | 'wait' | 'steady'>;
  /** As `durabilityOf` has found it; without it, it is looked for here. */
  readonly durability?: Durability;
  /** By which processes tell each other of appends; without it they look. */
  readonly wakeUps?: WakeUps | undefined;
}

/** What a batch brings to a partition, while it is gathered. */
interface Coming {
  readonly after: number;
  upTo: number;
  readonly types: Set<string>;
}

const readLimitMax = 10_000;
const homesMax = 100_000;
/** How often a batch that collided with one of another process is tried anew. */
const collisionsMax = 5;
/** After a plain batch that was refused: where one request is sent again, others often are, too. */
const carefulBatches = 20;
/** After so many batches what they wrote of the ends of the log is folded. */
const foldBatches = 100_000;

/** The event store of any number of processes: one stored procedure per batch, one round trip, group commit. */
export async function postgresEventStore(options: PostgresEventStoreOptions): Promise<EventStore> {
  const { database, schema = 'touchline', clock = systemClock } = options;
  const { words: durability, unsafe } = options.durability ?? (await durabilityOf(database));
  const names = await prepareLog(database, schema, options.partitions);
  const { partitions } = names;
  await foldEnds(database, names);
  const heads = safeHeads(database, names, clock);
  await heads.refresh();
  const reader = logReader(database, names, clock);
  const recent = recentEvents(heads.all(), reader);
  const news = appendedNews(heads, recent, clock, options.wakeUps);
  /** Streams that lie elsewhere than their partition key says: where they lie never changes (ES6). */
  const homes = recentMap<number>(homesMax);
  const lane = appendLane(writeBatch, clock);
  /** One batch is on its way at a time. */
  const memory = reusedMemory();
  let batches = 0;
  /** So many batches are to be judged request by request. */
  let careful = 0;
  let closed = false;

  const homeOf = (stream: string, partitionKey: string): number =>
    homes.get(stream) ?? partitionFor(partitionKey, partitions);

  async function writeBatch(batch: readonly PendingAppend[]): Promise<void> {
    const answers = (await appendPlain(batch)) ?? (await appendAll(batch));
    const came = new Map<number, Coming>();
    answers.forEach((answer, i) => {
      if (answer === 'known' || answer.status !== 'appended') return;
      note((batch[i] as PendingAppend).request, answer.written, came);
    });
    news.own(came);
    answers.forEach((answer, i) => {
      if (answer !== 'known') (batch[i] as PendingAppend).resolve(answer);
    });
    await answerKnown(batch.filter((_, i) => answers[i] === 'known'));
    // Where this fails there is more to fold the next time.
    if (++batches % foldBatches === 0) void foldEnds(database, names).catch(() => undefined);
  }

  /** Without looking who is there already; `undefined` where somebody is, or the batch needs more. */
  async function appendPlain(batch: readonly PendingAppend[]): Promise<Answer[] | undefined> {
    if (careful > 0) {
      careful--;
      return undefined;
    }
    if (!isPlain(batch)) return undefined;
    const plain = plainBatch(batch, homeOf, heads.all(), memory());
    try {
      return plain.answers(numbersFrom(await call('append_plain_after', plain.parameters)));
    } catch (error) {
      if (!collided(error) && sqlState(error) !== 'TL003') throw error;
      careful = carefulBatches;
      return undefined;
    }
  }

  /** Two processes may use one command id, or found one stream, in two partitions at once: then one goes again. */
  async function appendAll(batch: readonly PendingAppend[]): Promise<Answer[]> {
    for (let collisions = 0; ; collisions++)
      try {
        const { parameters, homes: used } = batchParameters(batch, homeOf, memory());
        return batchAnswers(batch, numbersFrom(await call('append', parameters)), used);
      } catch (error) {
        if (collisions >= collisionsMax || !collided(error)) throw error;
        if (sqlState(error) === 'TL001') await locate(batch);
      }
  }

  async function call(procedure: string, parameters: readonly unknown[]): Promise<string> {
    const marks = parameters.map((_, i) => `$${i + 1}`).join();
    const text = `CALL ${schema}.${procedure}(${marks})`;
    const [[answer] = ['{}']] = await database
      .write<[string]>(text, parameters)
      .catch((error: unknown) => inDoubtUnless(`${procedure}_batch`, error));
    return answer;
  }

  async function locate(batch: readonly PendingAppend[]): Promise<void> {
    const streams = batch.flatMap(({ request }) => request.appends.map(({ stream }) => stream));
    for (const stream of new Set(streams)) {
      const home = await reader.homeOf(stream);
      if (home !== undefined) homes.set(stream, home);
    }
  }

  /** A look that fails is made again, as a batch that was lost is sent again. */
  async function findPatiently(key: string): Promise<SeenCommand | undefined> {
    for (const pauseMs of doubtPausesMs)
      try {
        return await findCommand(database, names, key);
      } catch (error) {
        if (!(error instanceof Fault && error.retryable)) throw error;
        await clock.wait(pauseMs);
      }
    return findCommand(database, names, key);
  }

  /** ID1, ID2: tells what the first use of their command ids wrote. All others of the batch have been answered. */
  async function answerKnown(these: readonly PendingAppend[]): Promise<void> {
    const looked = new Map<string, Promise<SeenCommand | undefined>>();
    const look = (key: string): Promise<SeenCommand | undefined> => {
      let found = looked.get(key);
      if (!found) looked.set(key, (found = findPatiently(key)));
      return found;
    };
    const answer = async (one: PendingAppend): Promise<void> => {
      try {
        const seen = await look((one.command as CommandKey).key);
        const isSame = seen?.fingerprint === one.request.command?.fingerprint;
        one.resolve(
          isSame ? { status: 'repeated', written: seen?.written ?? [] } : { status: 'command-reused' },
        );
      } catch (cause) {
        one.reject(
          new Fault('outcome-unknown', 'The command id was used before; what it did could not be read.', {
            cause,
          }),
        );
      }
    };
    await Promise.all(these.map(answer));
  }

  function note(
    { appends, at, actor, meta }: PendingAppend['request'],
    written: readonly Written[],
    came: Map<number, Coming>,
  ): void {
    let next = 0;
    const heard = news.heard();
    for (const append of appends) {
      if (append.events.length === 0) continue;
      const { partition, stream, firstPosition, firstVersion } = written[next++] as Written;
      let here = came.get(partition);
      if (!here) came.set(partition, (here = { after: firstPosition - 1, upTo: 0, types: new Set() }));
      const { types } = here;
      append.events.forEach(({ type, schema: version, data, decoded }, i) => {
        types.add(type);
        if (heard)
          recent.push({
            partition, position: firstPosition + i, stream, version: firstVersion + i,
            type, schema: version, at, actor, meta, data, decoded,
          }); // prettier-ignore
      });
      here.upTo = firstPosition + append.events.length - 1;
      heads.raise(partition, here.upTo);
    }
  }

  /** What was read may have been committed without being safe yet: then it is waited for (ES7). */
  async function safely<T>(
    places: (value: T) => Iterable<readonly [partition: number, position: number]>,
    value: T,
  ): Promise<T> {
    for (const [partition, position] of places(value))
      if (position > heads.of(partition)) {
        await heads.refresh();
        break;
      }
    return value;
  }

  const known = (partition: number): number => {
    if (Number.isInteger(partition) && partition >= 0 && partition < partitions) return partition;
    throw new Fault('internal', `There is no partition ${partition}; there are ${partitions}.`, {
      retryable: false,
    });
  };

  return {
    partitions,
    durability,
    unsafe,

    append(request) {
      return new Promise((resolve, reject) => {
        if (closed) throw new Fault('closed', 'The event store is closed.');
        const pending = pendingAppend(request, names.commandIds, { resolve, reject });
        if (request.appends.length === 0) resolve({ status: 'appended', written: [] });
        else lane.push(pending);
      });
    },

    async findCommand(id) {
      const { key } = commandKey(id, names.commandIds);
      const seen = await findCommand(database, names, key);
      return safely((found) => (found?.written ?? []).map((one) => [one.partition, one.firstPosition]), seen);
    },

    async readStream(stream, from, direction, limit) {
      checkLimit(limit);
      const events = await reader.stream(stream, from, direction, limit);
      return safely((found) => found.map((one) => [one.partition, one.position]), events);
    },

    async readPartition(partition, after, limit, types) {
      checkLimit(limit);
      if (after >= heads.of(known(partition))) await heads.freshen();
      const head = heads.of(partition);
      if (after >= head) return { events: [], position: after };
      // All consumers that stand at the end of what was read go on with one read.
      if (news.heard() && after === recent.last(partition)) await recent.catchUp(partition, head);
      return (
        recent.slice(partition, after, limit, types) ?? reader.partition(partition, after, head, limit, types)
      );
    },

    async heads() {
      await heads.refresh();
      return heads.all();
    },

    onAppended: news.listen,

    verify: (progress) => verifyLog(database, names, heads, progress),

    async close() {
      closed = true;
      news.stop();
      await lane.drained();
    },
  };
}

/**
 * Nothing was written only where the batch itself failed, before the first commit (append-function.ts), or what was asked
 * for was refused before it began. Whatever else fails may have been written, and is not known to be safe: an interrupt
 * may come between the two commits, and in the second one, where PostgreSQL names no function any more.
 */
function inDoubtUnless(batch: string, error: unknown): never {
  const began = whereIn(error) !== undefined || sqlState(error) === queryCanceled;
  if (!began || failedIn(batch, error)) throw error;
  throw new Fault('outcome-unknown', 'PostgreSQL could not make sure of what it has written.', {
    cause: error,
  });
}

const collided = (error: unknown): boolean =>
  !(error instanceof Fault && error.code === 'outcome-unknown') &&
  ['TL001', '23505', '40P01', '40001'].includes(sqlState(error) ?? '');

function checkLimit(limit: number): void {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= readLimitMax))
    throw new Fault('internal', `A read's limit is 1 to ${readLimitMax}, not ${limit}.`, {
      retryable: false,
    });
}
