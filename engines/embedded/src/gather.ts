import type { LogWriter } from './log-writer.ts';
import type { Batch, BatchLog } from './write-batch.ts';
import { batchMin } from './writer-protocol.ts';

/** So much of the time that a flush takes lately may be waited before one, */
const shareMax = 0.5;
/** and so long at most. */
const waitMsMax = 5;
/** How much of what shared the flush before is still expected when fewer have come. */
const stillExpected = 0.75;
const napMs = 0.05;

const nothing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** A thread's own: it stands still while it naps. */
const threadTime = {
  nowMs: (): number => performance.now(),
  nap: (): void => void Atomics.wait(nothing, 0, 0, napMs),
};

export interface Gathering {
  /** The log whose flushes are timed. */
  readonly log: BatchLog;
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
  let flushMs = 0;
  let waitUntilMs: number | undefined;

  return {
    log: {
      ...log,
      commit(requests) {
        const beganMs = nowMs();
        waitUntilMs = undefined;
        log.commit();
        flushMs = (3 * flushMs + nowMs() - beganMs) / 4;
        together = Math.max(requests, together * stillExpected);
      },
    },
    next(requests) {
      for (;;) {
        const batch = arrived();
        // Fewer than a batch are not sent before this one is answered.
        if (batch || together - requests < batchMin) return batch;
        waitUntilMs ??= nowMs() + Math.min(waitMsMax, flushMs * shareMax);
        if (nowMs() >= waitUntilMs) return undefined;
        nap();
      }
    },
  };
}
