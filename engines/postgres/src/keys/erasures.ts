import type { Clock } from '@touchline/kernel';
import type { Database } from '../database.ts';

/** Erasures by any process: whoever holds keys in memory must hear of them. */
export interface Erasures {
  /** True when it was asked so lately that what is remembered may be used. */
  fresh(): boolean;
  /** Asks what was erased since the last time. */
  catchUp(): Promise<void>;
  /** As long as anyone listens, it is asked every second. */
  listen(listener: (person: string) => void): () => void;
  stop(): void;
}

/** PD4 in other processes: a destroyed key is remembered there no longer than this. */
const freshMs = 1000;
const pageMax = 1000;

export async function erasures(
  database: Database,
  schema: string,
  clock: Pick<Clock, 'steady' | 'after'>,
  erased: (person: string) => void,
): Promise<Erasures> {
  const [[last] = [0]] = await database.read<[number]>(`SELECT number FROM ${schema}.last_erasure`);
  const listeners = new Set([erased]);
  let seen = last;
  let askedAt = clock.steady();
  let running: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let stopped = false;

  async function ask(): Promise<void> {
    const at = clock.steady();
    for (let more = true; more;) {
      const rows = await database.read<[number, string]>(
        `SELECT number, person FROM ${schema}.erasures WHERE number > $1 ORDER BY number LIMIT ${pageMax}`,
        [seen],
      );
      for (const [number, person] of rows) {
        for (const listener of listeners) listener(person);
        seen = number;
      }
      more = rows.length === pageMax;
    }
    askedAt = at;
  }

  const catchUp = (): Promise<void> => (running ??= ask().finally(() => (running = undefined)));

  function watch(): void {
    if (!stopped && !cancel && listeners.size > 1) cancel = clock.after(freshMs, () => void again());
  }

  async function again(): Promise<void> {
    // A database that does not answer now is asked again; meanwhile nothing counts as fresh.
    await catchUp().catch(() => undefined);
    cancel = undefined;
    watch();
  }

  return {
    fresh: () => clock.steady() - askedAt < freshMs,
    catchUp,
    listen(listener) {
      listeners.add(listener);
      watch();
      return () => void listeners.delete(listener);
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
