export const busy = Symbol('busy');

/** Runs so many at once, lets some wait, and turns the rest away. */
export interface Admission {
  run<Result>(work: () => Promise<Result>): Promise<Result | typeof busy>;
}

export interface Limits {
  readonly concurrency: number;
  readonly queueMax: number;
  /** Who has waited longer is turned away when their turn comes: on a slow machine a short queue is a long wait. */
  readonly waitMsMax?: number;
  readonly steady?: () => number;
}

/**
 * Password hashing takes 40 ms of a core and 19 MiB. Without a limit a flood of log-ins takes all threads that
 * files and name look-ups need too (T-04, API4).
 */
export function admission({
  concurrency,
  queueMax,
  waitMsMax = Infinity,
  steady = () => 0,
}: Limits): Admission {
  const waiting: { readonly since: number; readonly enter: (inTime: boolean) => void }[] = [];
  let running = 0;

  /** Whoever finishes hands their place over, so that nobody can slip in between. */
  function handOver(): void {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const inTime = steady() - next.since <= waitMsMax;
      next.enter(inTime);
      if (inTime) return;
    }
    running--;
  }

  return {
    async run(work) {
      if (running >= concurrency) {
        if (waiting.length >= queueMax) return busy;
        const inTime = await new Promise<boolean>((enter) => void waiting.push({ since: steady(), enter }));
        if (!inTime) return busy;
      } else running++;
      try {
        return await work();
      } finally {
        handOver();
      }
    },
  };
}
