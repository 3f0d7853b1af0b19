import { Fault, type Clock } from '@touchline/kernel';
import type { PendingAppend } from './pending-append.ts';

/** Writes a batch and answers all of it, or throws when none of it was answered. */
export type WriteBatch = (batch: readonly PendingAppend[]) => Promise<void>;

export interface AppendLane {
  push(pending: PendingAppend): void;
  /** Resolves when all that was pushed has been answered. */
  drained(): Promise<void>;
}

/** So many go at once, even if the ones before are just being written by nobody. */
const batchMin = 64;
const batchMax = 256;
const batchCharsMax = 8 * 2 ** 20;
const waitingMax = 8192;
const waitingCharsMax = 64 * 2 ** 20;
/** How long a batch that is smaller than the last ones waits for company. */
const gatherMs = 1;
/** Pauses before what was lost on the way is sent again. */
export const doubtPausesMs = [50, 100, 200, 500, 1000, 2000];

/**
 * ES8: what arrives while a batch is being written shares the next one. One batch at a time, so that appends of this
 * process are judged in the order they came and answered in the order of their positions.
 */
export function appendLane(write: WriteBatch, clock: Pick<Clock, 'turn' | 'after' | 'wait'>): AppendLane {
  const waiting: PendingAppend[] = [];
  let waitingChars = 0;
  let scheduled = false;
  let writing = false;
  /** How many appends were answered together lately. */
  let together = 0;
  const idle: (() => void)[] = [];

  function schedule(): void {
    if (scheduled || writing || waiting.length === 0) return;
    scheduled = true;
    const go = (): void => {
      scheduled = false;
      void send();
    };
    if (waiting.length < together / 2 && waiting.length < batchMin) clock.after(gatherMs, go);
    else void clock.turn().then(go);
  }

  async function send(): Promise<void> {
    writing = true;
    const batch = take();
    await settle(batch);
    together = Math.max(batch.length, together * 0.75);
    writing = false;
    schedule();
    if (!scheduled) for (const resolve of idle.splice(0)) resolve();
  }

  function take(): PendingAppend[] {
    let chars = 0;
    let count = 0;
    while (count < waiting.length && count < batchMax && (count === 0 || chars < batchCharsMax))
      chars += (waiting[count++] as PendingAppend).chars;
    waitingChars -= chars;
    return waiting.splice(0, count);
  }

  /**
   * A connection that is lost on the way leaves the outcome unknown. What has a command id is sent again: if it was
   * written, that is what it is told (ID1). Nobody can tell of the rest.
   */
  async function settle(batch: readonly PendingAppend[]): Promise<void> {
    let open = batch;
    for (const pauseMs of [...doubtPausesMs, undefined])
      try {
        return await write(open);
      } catch (error) {
        const unknown = isUnknown(error);
        if (unknown) for (const one of open) one.doubted = true;
        const again = open.filter((one) => one.doubted && one.command !== null);
        const over = pauseMs === undefined || !(unknown || isShort(error));
        for (const one of over ? open : open.filter((each) => !again.includes(each)))
          one.reject(one.doubted && !unknown ? inDoubt(error) : error);
        if (over || again.length === 0) return;
        open = again;
        await clock.wait(pauseMs);
      }
  }

  return {
    push(pending) {
      if (waiting.length >= waitingMax || waitingChars + pending.chars > waitingCharsMax)
        throw new Fault('overloaded', 'Too many writes are waiting. Nothing was tried.');
      waiting.push(pending);
      waitingChars += pending.chars;
      schedule();
    },
    drained: () =>
      writing || waiting.length > 0 ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve(),
  };
}

const isUnknown = (error: unknown): boolean => error instanceof Fault && error.code === 'outcome-unknown';
const isShort = (error: unknown): boolean => error instanceof Fault && error.code === 'overloaded';

const inDoubt = (cause: unknown): Fault =>
  new Fault('outcome-unknown', 'The connection was lost, and has not come back: it may have been written.', {
    cause,
  });
