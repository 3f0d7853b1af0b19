export interface CommandTimes {
  note(seen: { readonly ms: number; readonly status: number }): void;
  read(): CommandSigns;
}

export interface CommandSigns {
  /** The time these figures are of. */
  readonly windowS: number;
  readonly perS: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Shares of all: the domain said no (4xx), the server failed (5xx). */
  readonly refused: number;
  readonly failed: number;
}

const slotMs = 10_000;
const slots = 6;
/** Upper ends grow by a tenth, from 0.1 ms to about a minute: a percentile is exact to that. */
const growth = 1.1;
const least = 0.1;
const buckets = 142;

interface Slot {
  at: number;
  readonly counts: Uint32Array;
  total: number;
  refused: number;
  failed: number;
}

const empty = (): Slot => ({ at: -1, counts: new Uint32Array(buckets), total: 0, refused: 0, failed: 0 });

/** How long commands took during the last minute, in slots that are used again. */
export function commandTimes(steadyMs: () => number): CommandTimes {
  const ring = Array.from({ length: slots }, empty);

  function slotAt(at: number): Slot {
    const slot = ring[at % slots] as Slot;
    if (slot.at !== at) {
      slot.at = at;
      slot.counts.fill(0);
      slot.total = slot.refused = slot.failed = 0;
    }
    return slot;
  }

  return {
    note({ ms, status }) {
      const slot = slotAt(Math.floor(steadyMs() / slotMs));
      const bucket = Math.ceil(Math.log(Math.max(ms, least) / least) / Math.log(growth));
      const at = Math.min(buckets - 1, bucket);
      slot.counts[at] = (slot.counts[at] ?? 0) + 1;
      slot.total++;
      if (status >= 500) slot.failed++;
      else if (status >= 400) slot.refused++;
    },
    read() {
      const now = steadyMs() / slotMs;
      const recent = ring.filter(({ at }) => at >= 0 && at > Math.floor(now) - slots);
      const sum = (of: (slot: Slot) => number): number => recent.reduce((total, slot) => total + of(slot), 0);
      const total = sum((slot) => slot.total);
      const quantile = (share: number): number | null => {
        let left = Math.ceil(total * share);
        for (let i = 0; total > 0 && i < buckets; i++) {
          left -= sum(({ counts }) => counts[i] ?? 0);
          if (left <= 0) return Math.round(least * growth ** i * 100) / 100;
        }
        return null;
      };
      // The slot at hand is not full yet; before that the process may be younger than the window.
      const windowS = Math.max(1, ((slots - 1 + (now % 1)) * slotMs) / 1000);
      return {
        windowS: Math.round(windowS),
        perS: Math.round((total / windowS) * 100) / 100,
        p50Ms: quantile(0.5),
        p99Ms: quantile(0.99),
        refused: total === 0 ? 0 : sum((slot) => slot.refused) / total,
        failed: total === 0 ? 0 : sum((slot) => slot.failed) / total,
      };
    },
  };
}
