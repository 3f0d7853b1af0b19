import type { LogWriter } from './log-writer.ts';
import type { Batch } from './write-batch.ts';

/** So much of the time that a flush takes lately may be waited before one. */
const shareMax = 0.5;
/** Of the requests that shared a flush lately, so many are enough. */
const enough = 0.75;
const napMs = 0.05;

const nothing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** A thread's own: it stands still while it naps. */
const threadTime = {
  nowMs: (): number => performance.now(),
  nap: (): void => void Atomics.wait(nothing, 0, 0, napMs),
};

export interface Gathering {
  /** The log whose flushes are timed. */
  readonly log: LogWriter;
  /** What joins a transaction that holds so many requests. */
  next(requests: number): Batch | undefined;
}

/**
 * ES8: a flush takes as long for one request as for a hundred. Those who were answered together come back one after the
 * other; flushed as soon as the first is there, it would go alone, and the others wait for two flushes. So where more
 * came together lately they are waited for, a part of what a flush takes.
 */
export function gathering(
  log: LogWriter,
  arrived: () => Batch | undefined,
  { nowMs, nap } = threadTime,
): Gathering {
  let together = 0;
  let held = 0;
  let flushMs = 0;
  let waitUntilMs: number | undefined;

  return {
    log: {
      ...log,
      commit() {
        const beganMs = nowMs();
        log.commit();
        flushMs = (3 * flushMs + nowMs() - beganMs) / 4;
        together = Math.max(held, together * enough);
        waitUntilMs = undefined;
      },
    },
    next(requests) {
      held = requests;
      for (;;) {
        const batch = arrived();
        if (batch || requests >= together * enough) return batch;
        waitUntilMs ??= nowMs() + flushMs * shareMax;
        if (nowMs() >= waitUntilMs) return undefined;
        nap();
      }
    },
  };
}
