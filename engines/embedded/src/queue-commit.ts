import type { DatabaseSync } from 'node:sqlite';
import { Fault, type Clock } from '@touchline/kernel';
import { failStop, isDiskFailure, isDiskFull, storageFull } from './fail-stop.ts';
import { checkpoint, walMover } from './log-checkpoint.ts';

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const batchMax = 500;
const waitingMax = 10_000;

/** Runs calls of one turn of the event loop in one transaction with one flush; each has a savepoint of its own. */
export function queueCommits(
  database: DatabaseSync,
  path: string,
  clock: Clock,
  size: { open: number; dead: number },
  onFatal?: (error: Fault) => void,
) {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const moveWal = walMover(database);
  const waiting: Waiting[] = [];
  const failing = failStop(path, onFatal);
  const turn = (): void => void clock.turn().then(flush);

  function flush(): void {
    const batch = waiting.splice(0, batchMax);
    if (waiting.length > 0) turn();
    const answers: (() => void)[] = [];
    const before = { ...size };
    try {
      failing.check();
      begin.run();
      for (const { work, resolve, reject } of batch) {
        const sizeBefore = { ...size };
        database.exec('SAVEPOINT one');
        try {
          const value = work();
          answers.push(() => resolve(value));
        } catch (error) {
          if (!database.isTransaction || isDiskFailure(error)) throw error;
          database.exec('ROLLBACK TO one');
          Object.assign(size, sizeBefore);
          answers.push(() => reject(takenBack(error)));
        }
        database.exec('RELEASE one');
      }
      end.run();
    } catch (error) {
      Object.assign(size, before);
      const reason = failed(error);
      for (const { reject } of batch) reject(reason);
      return;
    }
    for (const answer of answers) answer();
    try {
      moveWal();
    } catch (error) {
      failing.stop(error);
    }
  }

  function failed(error: unknown): Fault {
    if (!database.isOpen) return new Fault('closed', `The queue ${path} is closed.`, { retryable: false });
    if (database.isTransaction) database.exec('ROLLBACK');
    if (error instanceof Fault) return error;
    return isDiskFull(error) ? storageFull(path, error) : failing.stop(error);
  }

  function takenBack(error: unknown): Fault {
    if (error instanceof Fault) return error;
    if (isDiskFull(error)) return storageFull(path, error);
    return new Fault('internal', `A call to ${path} failed; nothing of it was written.`, { cause: error });
  }

  const written = <T>(work: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (waiting.length >= waitingMax)
        return reject(
          new Fault('overloaded', `${waitingMax} calls wait for the queue ${path}; nothing was done.`),
        );
      if (waiting.length === 0) turn();
      waiting.push({ work, resolve: (value) => resolve(value as T), reject });
    });

  /** What was accepted before is done, and moved from the WAL: SQLite closes as if every flush had been done. */
  async function drained(): Promise<void> {
    await written(() => undefined);
    try {
      checkpoint(database, 'TRUNCATE');
    } catch (error) {
      throw failing.stop(error);
    }
  }

  return Object.assign(written, { drained });
}
