import type { Clock } from '../clock.ts';

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

/** So long a turn starts requests before it looks for new ones. */
export const sliceMs = 5;
/** Who has waited longer is told to come again, */
export const waitMsMax = 400;
/** or this long while there is a line since less than that: a burst is worked off. */
export const burstMsMax = 600;
export const lengthMax = 2000;

interface Waiting {
  readonly since: number;
  readonly start: (late: boolean) => void;
}

/** Until all has come as far as it can without waiting for something outside. */
const settledHere = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export function line(clock: Pick<Clock, 'steady' | 'turn'>, settled = settledHere): Line {
  let waiting: Waiting[] = [];
  let next = 0;
  let standingSince = 0;
  let turnAt: number | undefined;
  /** What came in since the last turn began. */
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
      const { since, start } = waiting[next++] as Waiting;
      start(now - since > (now - standingSince > burstMsMax ? waitMsMax : burstMsMax));
      // A request does most of its work behind its first `await`: before the next one begins, so that it counts.
      await settled();
    }
    if (next > lengthMax || length() === 0) [waiting, next] = [waiting.slice(next), 0];
  }

  return {
    take(start) {
      const now = clock.steady();
      came++;
      if (turnAt === undefined) begin(now);
      if (!isLooking && length() === 0 && now - (turnAt ?? now) < sliceMs) start(false);
      else if (length() >= lengthMax) start(true);
      else {
        if (length() === 0) standingSince = now;
        waiting.push({ since: now, start });
      }
    },
    arrived: () => void came++,
    length,
  };
}
