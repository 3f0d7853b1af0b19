import type { Random } from './random.ts';

/** How often each fault is tried where it can happen, before a seed's own mood. */
const rates = {
  /** A process killed between any two steps. */
  crash: 1,
  /** A kill and, with it, all that was not flushed: the derived files cannot be trusted. */
  'power-cut': 1,
  /** A kill after which the derived files are those of an earlier moment. */
  'views-rolled-back': 1,
  /** The disk fails on commit: nobody knows whether it happened, and the process stops. */
  'disk-failed': 0.002,
  'storage-full': 0.02,
  overloaded: 0.02,
  /** The store never hears of the request; the caller cannot know. */
  'append-request-lost': 0.03,
  /** The store does as told, but its answer never arrives. */
  'append-answer-lost': 0.03,
  /** The store does as told, but only after the caller has given up and maybe asked again. */
  'append-late': 0.03,
  'read-failed': 0.01,
  'hint-lost': 0.2,
  'hint-late': 0.15,
  'hint-twice': 0.15,
  'views-full': 0.02,
  'views-failed': 0.01,
  'views-request-lost': 0.02,
  'views-answer-lost': 0.02,
  /** The store writes a commit only after the caller has given up and asked where it stands. */
  'views-commit-late': 0.02,
  'queue-failed': 0.05,
  'queue-answer-lost': 0.05,
  /** The outside says no, or never hears of it. */
  'delivery-failed': 0.15,
  /** The outside has done as told, and its answer never arrives. */
  'delivery-answer-lost': 0.1,
  'sent-twice': 0.15,
  'clock-jumped': 1,
  /** A fold that cannot cope with an event, until it is mended. */
  poison: 0.04,
} as const;

export type FaultKind = keyof typeof rates;
export const faultKinds = Object.keys(rates) as readonly FaultKind[];

export interface Faults {
  /** Decides, and counts, whether this fault happens now. */
  fires(kind: FaultKind): boolean;
  readonly fired: Readonly<Record<FaultKind, number>>;
  /** From now on nothing goes wrong any more. */
  heal(): void;
}

/** Each seed has about half of the faults, each with a rate of its own: a rare one is not always drowned by another. */
export function seededFaults(random: Random, possible: ReadonlySet<FaultKind>): Faults {
  const fired = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const mood = new Map<FaultKind, number>();
  for (const kind of faultKinds) {
    const factor = random.chance(0.5) ? 0.3 + 1.5 * random.next() : 0;
    mood.set(kind, possible.has(kind) ? rates[kind] * factor : 0);
  }
  let healed = false;
  return {
    fired,
    heal: () => void (healed = true),
    fires(kind) {
      if (healed || !random.chance(mood.get(kind) ?? 0)) return false;
      fired[kind]++;
      return true;
    },
  };
}
