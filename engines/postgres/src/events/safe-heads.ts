import type { Clock } from '@touchline/kernel';
import { Fault } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { bigintArray } from '../array-param.ts';
import { numbersFrom } from '../column-value.ts';
import type { LogNames } from './log-sql.ts';

/** The last positions that are known to be safe on disk: what lies beyond them nobody is shown (ES7). */
export interface SafeHeads {
  of(partition: number): number;
  all(): readonly number[];
  /** An append was answered: all up to there is safe. */
  raise(partition: number, position: number): void;
  /** Asks the database; what was committed before the call is among it afterwards. */
  refresh(): Promise<void>;
  /** The same, unless it was asked a moment ago. */
  freshen(): Promise<void>;
}

/** A consumer looks at all partitions one after another: that is one question, not one per partition. */
const freshMs = 10;

export function safeHeads(
  database: Database,
  { schema, partitions }: LogNames,
  clock: Pick<Clock, 'steady'>,
): SafeHeads {
  const heads = Array.from({ length: partitions }, () => 0);
  let askedAt = -Infinity;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const known = [...heads];
    const at = clock.steady();
    // Not as a read: that would not heed the warning that PostgreSQL stopped waiting for its standbys.
    const [[text] = ['{}']] = await database
      .write<[string]>(`CALL ${schema}.heads($1)`, [bigintArray(known)])
      .catch(notSure);
    for (const [partition, head] of numbersFrom(text).entries()) {
      if (head < (known[partition] as number)) throw gone(partition, known[partition] as number, head);
      raise(partition, head);
    }
    askedAt = at;
  }

  const raise = (partition: number, position: number): void => {
    if (position > (heads[partition] as number)) heads[partition] = position;
  };

  function start(): Promise<void> {
    const own = ask().finally(() => {
      if (running === own) running = undefined;
    });
    running = own;
    return own;
  }

  /** Many who ask at once share an answer, but not one that was on its way before they asked. */
  function refresh(): Promise<void> {
    if (!running) return start();
    if (!next) {
      const begin = (): Promise<void> => {
        next = undefined;
        return start();
      };
      next = running.then(begin, begin);
    }
    return next;
  }

  return {
    of: (partition) => heads[partition] as number,
    all: () => [...heads],
    raise,
    refresh,
    freshen: () => (clock.steady() - askedAt < freshMs ? Promise.resolve() : (running ?? start())),
  };
}

/** Nothing changed for whoever asks: they ask again. */
function notSure(cause: unknown): never {
  if (!(cause instanceof Fault && cause.code === 'outcome-unknown')) throw cause;
  throw new Fault('overloaded', 'PostgreSQL could not make sure of what it has written; ask again.', {
    cause,
  });
}

/** A server that lost what it had answered, or a restored backup, under processes that know better. */
const gone = (partition: number, known: number, found: number): Fault =>
  new Fault(
    'corrupt',
    `Partition ${partition} of the log ended at ${known} and now ends at ${found}. Has the database been restored, or a standby promoted that was behind? Restart all processes and rebuild all views.`,
    { retryable: false },
  );
