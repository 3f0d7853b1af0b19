/** Time and turns are passed in, so that tests and simulations decide them. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. May jump; never used for order. */
  now(): number;
  /** Steady clock, milliseconds since an arbitrary start. For deadlines and rates. */
  steady(): number;
  /** Runs the action once after the given time; the answer cancels it. */
  after(ms: number, action: () => void): () => void;
  /** Resolves after the given time, or when the signal aborts (without an error). */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Resolves after others have had their turn of the event loop. */
  turn(): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  wait: (ms, signal) => waitWith(systemClock, ms, signal),
  turn: () => new Promise((resolve) => void setImmediate(resolve)),
};

/** `wait` in terms of `after`. */
export function waitWith(clock: Pick<Clock, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
