import { remember } from '../known/remember.ts';

/** Counts attempts per key and says how long to wait for the next one. Holds nothing that must survive. */
export interface Attempts {
  /** Takes one: 0 when it may go on, else the seconds until one is free. */
  take(key: string): number;
  /** It failed for another reason, or it was right: it does not count. */
  giveBack(key: string): void;
  /** Seconds until `take` would allow one; takes nothing. */
  waitS(key: string): number;
}

export interface AttemptsOptions {
  /** How many may come at once. */
  readonly burst: number;
  /** One more after so many seconds. */
  readonly refillS: number;
  /** How many keys are remembered; the one unused longest is forgotten first. */
  readonly keysMax: number;
  /** Steady milliseconds: a wall clock that jumps must not lock anyone out. */
  readonly steady: () => number;
}

/** The generic cell rate algorithm (ITU-T I.371): per key one instant, up to which its attempts are paid for. */
export function attempts({ burst, refillS, keysMax, steady }: AttemptsOptions): Attempts {
  const refillMs = refillS * 1000;
  const paidUntil = new Map<string, number>();
  const of = (key: string): number => Math.max(paidUntil.get(key) ?? 0, steady());
  const waitS = (key: string): number =>
    Math.max(0, Math.ceil((of(key) - steady() - (burst - 1) * refillMs) / 1000));

  return {
    waitS,
    take(key) {
      const wait = waitS(key);
      if (wait === 0) remember(paidUntil, key, of(key) + refillMs, keysMax);
      return wait;
    },
    giveBack(key) {
      const before = of(key) - refillMs;
      if (before <= steady()) paidUntil.delete(key);
      else remember(paidUntil, key, before, keysMax);
    },
  };
}
