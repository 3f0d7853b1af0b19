import type { DatabaseSync } from 'node:sqlite';
import { Fault, type Clock } from '@touchline/kernel';
import { primaryCode, resultCode } from './sqlite.ts';

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
  const waiting: Waiting[] = [];
  let stopped: Fault | undefined;
  const turn = (): void => void clock.turn().then(flush);

  function flush(): void {
    const batch = waiting.splice(0, batchMax);
    if (waiting.length > 0) turn();
    const answers: (() => void)[] = [];
    const before = { ...size };
    try {
      if (stopped) throw stopped;
      begin.run();
      for (const { work, resolve, reject } of batch) {
        const sizeBefore = { ...size };
        database.exec('SAVEPOINT one');
        try {
          const value = work();
          answers.push(() => resolve(value));
        } catch (error) {
          if (!database.isTransaction) throw error;
          database.exec('ROLLBACK TO one');
          Object.assign(size, sizeBefore);
          answers.push(() => reject(fault(error, path)));
        }
        database.exec('RELEASE one');
      }
      end.run();
    } catch (error) {
      Object.assign(size, before);
      const reason = stopped ?? failed(error);
      for (const { reject } of batch) reject(reason);
      return;
    }
    for (const answer of answers) answer();
  }

  function failed(error: unknown): Fault {
    if (!database.isOpen) return new Fault('closed', `The queue ${path} is closed.`, { retryable: false });
    if (database.isTransaction) database.exec('ROLLBACK');
    const reason = fault(error, path);
    if (reason.code !== 'outcome-unknown') return reason;
    // A flush that failed once must not be asked again: the system may have dropped the pages and answer yes.
    stopped = reason;
    onFatal?.(reason);
    return reason;
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
  return Object.assign(written, { drained: () => written(() => undefined) });
}

function fault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  if (primaryCode(error) === resultCode.full)
    return new Fault('storage-full', `There is no space left for ${path}; nothing was written.`, {
      cause: error,
    });
  return new Fault(
    'outcome-unknown',
    `Writing ${path} failed; whether the call took effect is known after a restart.`,
    {
      cause: error,
    },
  );
}
