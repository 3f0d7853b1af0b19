import { histogram, type Histogram } from '../../bench/src/load/histogram.ts';
import type { LoadFigures } from './load-order.ts';

/** Counts what came back, kind by kind. */
export interface KindTallies {
  note(kind: string, ms: number, outcome: 'done' | 'refused'): void;
  unexpected(what: string): void;
  unanswered(): void;
  figures(seconds: number): LoadFigures;
}

/** Told one by one. */
const unexpectedMax = 20;

export function kindTallies(): KindTallies {
  const kinds = new Map<string, { readonly latencies: Histogram; refused: number }>();
  const all = histogram();
  const unexpected: Record<string, number> = {};
  let unanswered = 0;
  return {
    note(kind, ms, outcome) {
      const tally = kinds.get(kind) ?? { latencies: histogram(), refused: 0 };
      kinds.set(kind, tally);
      tally.latencies.note(ms * 1000);
      all.note(ms * 1000);
      if (outcome === 'refused') tally.refused++;
    },
    unexpected(what) {
      const isKnown = what in unexpected || Object.keys(unexpected).length < unexpectedMax;
      const told = isKnown ? what : 'other things';
      unexpected[told] = (unexpected[told] ?? 0) + 1;
    },
    unanswered: () => void unanswered++,
    figures: (seconds) => ({
      seconds,
      unexpected,
      unanswered,
      kinds: [['all', { latencies: all, refused: 0 }] as const, ...kinds].map(
        ([name, { latencies, refused }]) => ({
          name,
          count: latencies.count(),
          refused,
          p50Ms: latencies.at(0.5) / 1000,
          p99Ms: latencies.at(0.99) / 1000,
          maxMs: latencies.at(1) / 1000,
        }),
      ),
    }),
  };
}
