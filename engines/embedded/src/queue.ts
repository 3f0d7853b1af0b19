import { Fault, type Clock } from '@touchline/kernel';
import { checkDelay, checkMessage, checkTake } from '@touchline/kernel/engine';
import { queueLimits, type Queue } from '@touchline/kernel/ports';
import { queueCommits } from './queue-commit.ts';
import { copyHeld } from './copy-held.ts';
import { openQueueFile } from './queue-file.ts';
import { queueStatements } from './queue-statements.ts';

export interface QueueOptions {
  /** Open messages it holds at most. */
  readonly openMax?: number;
  /** Told once when a flush failed: what reached the disk is unknown, so the process should stop. */
  readonly onFatal?: (error: Fault) => void;
}

/**
 * A durable queue in one SQLite file, fsynced before a method answers; calls of one turn share the flush.
 * A message is the head of its key while no earlier one of the key is open; only heads are handed out, so a long line
 * behind a slow key costs nothing to step over.
 */
export function sqliteQueue(
  path: string,
  clock: Clock,
  options: QueueOptions = {},
): Queue & { close(): Promise<void>; copyTo(path: string): Promise<void> } {
  const { openMax = queueLimits.openMax } = options;
  const { database, open, dead } = openQueueFile(path);
  const sql = queueStatements(database);
  const size = { open, dead };
  const now = steadyTime(clock, sql.lastTime());
  const written = queueCommits(database, path, clock, size, options.onFatal);

  /** The next of the key, if there is one, may be handed out from now on. */
  const leaveLine = (seq: number, key: string): void => {
    sql.remove.run(seq);
    sql.promote.run(key);
    size.open -= 1;
  };

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await written.drained().catch(() => undefined); // After a failed flush nothing can be drained.
    database.close();
  }

  return {
    put: (message) =>
      written(() => {
        checkMessage(message);
        if (sql.knows(message.id)) return;
        if (size.open >= openMax)
          throw new Fault(
            'overloaded',
            `The queue ${path} holds ${size.open} messages, its most; nothing was put.`,
          );
        const at = now();
        sql.insert.run(message.id, message.key, message.kind, message.body, at);
        sql.setTime.run(at);
        size.open += 1;
      }),
    take: (limit, visibilityMs) =>
      written(() => {
        checkTake(limit);
        checkDelay(visibilityMs);
        const at = now();
        const messages = sql.heads(at, limit);
        for (const { seq } of messages) sql.hide.run(at + visibilityMs, seq);
        if (messages.length > 0) sql.setTime.run(at);
        return messages.map(({ id, key, kind, body, attempts }) => ({
          id,
          key,
          kind,
          body,
          attempts: attempts + 1,
        }));
      }),
    done: (id) =>
      written(() => {
        const found = sql.open(id);
        if (!found) return;
        leaveLine(found.seq, found.key);
        sql.remember.run(id, now());
        sql.forget.run(now() - queueLimits.rememberMs);
      }),
    failed: (id, error, delayMs, attemptsMax) =>
      written(() => {
        checkDelay(delayMs);
        const found = sql.open(id);
        if (!found) return;
        const why = error.slice(0, queueLimits.errorLengthMax);
        if (found.attempts < attemptsMax) return void sql.delay.run(now() + delayMs, why, found.seq);
        sql.bury.run(why, now(), found.seq);
        leaveLine(found.seq, found.key);
        size.dead += 1;
      }),
    dead: async (limit) => {
      checkTake(limit);
      return sql.dead(limit);
    },
    retry: (id) =>
      written(() => {
        if (Number(sql.revive.run(now(), id).changes) === 0) return;
        sql.unbury.run(id);
        size.dead -= 1;
        size.open += 1;
      }),
    discard: (id) =>
      written(() => {
        if (Number(sql.unbury.run(id).changes) === 0) return;
        sql.remember.run(id, now());
        size.dead -= 1;
      }),
    size: async () => ({ ...size }),
    copyTo: async (to) => copyHeld(database, to),
    close: () => (closed ??= close()),
  };
}

/**
 * Time for waits: steady while the process lives, from the wall clock at its start but never before what was written.
 * A wall clock that jumps hides nothing longer and shows nothing earlier.
 */
function steadyTime(clock: Clock, least: number): () => number {
  const offset = Math.max(clock.now(), least) - clock.steady();
  return () => Math.round(clock.steady() + offset);
}
