export const busy = Symbol('busy');

/** Runs so many at once, lets some wait, and turns the rest away. */
export interface Admission {
  run<Result>(work: () => Promise<Result>): Promise<Result | typeof busy>;
}

/**
 * Password hashing takes 40 ms of a core and 19 MiB. Without a limit a flood of log-ins takes all threads that
 * files and name look-ups need too (T-04, API4).
 */
export function admission(options: { readonly concurrency: number; readonly queueMax: number }): Admission {
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    async run(work) {
      if (running >= options.concurrency) {
        if (waiting.length >= options.queueMax) return busy;
        // Whoever finishes hands their place over, so that nobody can slip in between.
        await new Promise<void>((resolve) => void waiting.push(resolve));
      } else running++;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
