import type { Clock } from '../clock.ts';
import { offeredLoad } from './offered-load.ts';

/**
 * HT34: requests for which this turn of the event loop has no time wait here, where it is known how long. Without it
 * they wait unread in sockets, and new connections unaccepted: the event loop takes one of those a turn, however long
 * that turn is.
 */
export interface Line {
  /** Starts the request now, or in a later turn; with `late` when it is to be shed. */
  take(start: (late: boolean) => void): void;
  /** A connection was accepted. */
  arrived(): void;
  length(): number;
}

/** So long a turn starts requests before it looks for new ones: what others wait for it, and no less than a busy turn takes. */
export const sliceMs = 20;
/** Who has waited longer is told to come again while more is offered than can be carried, */
export const waitMsMax = 400;
/** and who has waited so long in any case. */
export const longestMsMax = 1000;
export const lengthMax = 2000;

interface Waiting {
  readonly since: number;
  readonly start: (late: boolean) => void;
}

/**
 * In the place of one that has been started. A line that was full for long is old when it is dropped, and what old
 * garbage refers to outlives every collection of what is young: each of those then took 8 ms instead of one.
 */
const started: Waiting = { since: 0, start: () => undefined };

/** Until all has come as far as it can without waiting for something outside. */
const settledHere = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export function line(clock: Pick<Clock, 'steady' | 'turn'>, settled = settledHere): Line {
  const load = offeredLoad();
  let waiting: Waiting[] = [];
  let next = 0;
  let turnAt: number | undefined;
  /** Connections that were accepted since the last turn began: it takes in one a turn. */
  let came = 0;
  let isLooking = false;
  /** What turns took since it looked last, answers of a database included; and what looking has taken. */
  let workedMs = 0;
  let lookedMs = 0;

  const length = (): number => waiting.length - next;

  function begin(now: number): void {
    turnAt = now;
    void clock.turn().then(turned);
  }

  function turned(): void {
    const now = clock.steady();
    const tookMs = now - (turnAt ?? now);
    if (isLooking) lookedMs += tookMs;
    else workedMs += tookMs;
    turnAt = undefined;
    // Looking for what else is there may take as long as work did: then all that wait are known, and work goes on.
    isLooking = came > 0 && workedMs >= sliceMs && lookedMs < workedMs;
    came = 0;
    if (isLooking) return begin(now);
    [workedMs, lookedMs] = [0, 0];
    if (length() === 0) return;
    begin(now);
    void work(now);
  }

  async function work(began: number): Promise<void> {
    for (let now = began; length() > 0 && now - began < sliceMs; now = clock.steady()) {
      const { since, start } = waiting[next] as Waiting;
      waiting[next++] = started;
      const isLate = now - since > (load.isTooMuch(now) ? waitMsMax : longestMsMax);
      if (!isLate) load.carried(now);
      start(isLate);
      // A request does most of its work behind its first `await`: before the next one begins, so that it counts.
      await settled();
    }
    if (next > lengthMax || length() === 0) [waiting, next] = [waiting.slice(next), 0];
  }

  return {
    take(start) {
      const now = clock.steady();
      load.offered(now);
      if (turnAt === undefined) begin(now);
      if (!isLooking && length() === 0 && now - (turnAt ?? now) < sliceMs) {
        load.carried(now);
        start(false);
      } else if (length() >= lengthMax) start(true);
      else waiting.push({ since: now, start });
    },
    arrived: () => void came++,
    length,
  };
}
