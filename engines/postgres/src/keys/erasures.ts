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
/** So many of the latest are kept, to find out where a database that went back still is as it was. */
const keptMax = 1000;

type Erasure = readonly [number: number, person: string, at: number];

/** Who remembers keys. */
interface Remembering {
  erased(person: string): void;
  /** The database was restored, or a standby took its place: it has lost these erasures, and maybe keys. */
  wentBack(persons: readonly string[]): void;
}

export async function erasures(
  database: Database,
  schema: string,
  clock: Pick<Clock, 'steady' | 'after' | 'wait'>,
  freshMs: number,
  keys: Remembering,
): Promise<Erasures> {
  const rows = `SELECT number, person, (extract(epoch FROM at) * 1000000)::bigint FROM ${schema}.erasures`;
  const heard = (await database.read<Erasure>(`${rows} ORDER BY number DESC LIMIT ${keptMax}`)).toReversed();
  const lost: string[] = [];
  const listeners = new Set([keys.erased]);
  let askedAt = clock.steady();
  let running: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  const stopped = new AbortController();

  /** The last that was heard is asked for again: where it is gone, or another has its number, it is looked further back. */
  async function ask(): Promise<void> {
    const at = clock.steady();
    for (let more = true; more;) {
      const last = heard.at(-1);
      const found = await database.read<Erasure>(
        `${rows} WHERE number >= $1 ORDER BY number LIMIT ${pageMax}`,
        [last?.[0] ?? 0],
      );
      if (last && String(found.shift()) !== String(last)) {
        heard.pop();
        lost.push(last[1]);
        continue;
      }
      if (lost.length > 0) keys.wentBack(lost.splice(0));
      for (const erasure of found) {
        for (const listener of listeners) listener(erasure[1]);
        heard.push(erasure);
      }
      more = found.length >= pageMax - 1;
    }
    heard.splice(0, heard.length - keptMax);
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
