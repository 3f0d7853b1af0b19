import type { Clock } from '@touchline/kernel';
import type { Database } from '../database.ts';

/** Erasures by any process: whoever holds keys in memory must hear of them. */
export interface Erasures {
  /** True when it was asked so lately that what is remembered may be used. */
  fresh(): boolean;
  /** Asks what was erased since the last time. */
  catchUp(): Promise<void>;
  /** Resolves when no process can have asked before now and still use what it remembers. */
  heardByAll(): Promise<void>;
  /** As long as anyone listens, it is asked so often that what is remembered may be used. */
  listen(listener: (person: string) => void): () => void;
  stop(): void;
}

/** PD4 in other processes: a destroyed key is used there no longer than this. */
export const keyFreshMs = 1000;
/** Clocks do not run alike, and timers not by the clock. */
const margin = 1.1;
/** It is asked again after so much of that: the answer takes a while. */
const askedAfter = 0.5;
const pageMax = 1000;

export async function erasures(
  database: Database,
  schema: string,
  clock: Pick<Clock, 'steady' | 'after' | 'wait'>,
  freshMs: number,
  erased: (person: string) => void,
): Promise<Erasures> {
  const [[last] = [0]] = await database.read<[number]>(`SELECT number FROM ${schema}.last_erasure`);
  const listeners = new Set([erased]);
  let seen = last;
  let askedAt = clock.steady();
  let running: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  const stopped = new AbortController();

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
    if (!stopped.signal.aborted && !cancel && listeners.size > 1)
      cancel = clock.after(freshMs * askedAfter, () => void again());
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
    heardByAll: () => clock.wait(freshMs * margin, stopped.signal),
    listen(listener) {
      listeners.add(listener);
      watch();
      return () => void listeners.delete(listener);
    },
    stop() {
      stopped.abort();
      cancel?.();
    },
  };
}
