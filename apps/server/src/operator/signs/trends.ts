import type { Host } from '@touchline/kernel/runtime';

/** How the log and its readers moved during the last minutes; the newest value last. */
export interface Trends {
  readonly everyS: number;
  /** Events written per second, by slot. */
  written(): readonly number[];
  of(target: string): ReaderTrend;
  sample(): Promise<void>;
}

export interface ReaderTrend {
  /** Events behind, by slot. */
  readonly lag: readonly number[];
  /** Events passed per second during the last half minute. */
  readonly ratePerS: number;
  /** Seconds until it has caught up at the pace it gains on the log; `null` when it does not gain, or unknown. */
  readonly leftS: number | null;
}

export const sampleEveryMs = 5_000;
const samplesMax = 61;
/** Slots that a rate is taken over. */
const rateSlots = 6;

interface Sample {
  readonly atMs: number;
  readonly head: number;
  readonly cursors: ReadonlyMap<string, number>;
}

/** Whoever runs it has a sample taken every five seconds; five minutes of them are kept. Positions are in memory. */
export function trends(host: Host): Trends {
  const samples: Sample[] = [];

  const rate = (first: Sample | undefined, last: Sample | undefined, of: (one: Sample) => number): number =>
    first && last && last.atMs > first.atMs ? ((of(last) - of(first)) * 1000) / (last.atMs - first.atMs) : 0;

  return {
    everyS: sampleEveryMs / 1000,
    written: () => samples.slice(1).map((one, i) => rounded(rate(samples[i], one, ({ head }) => head))),
    of(target) {
      const passed = (one: Sample): number => one.cursors.get(target) ?? one.head;
      const lag = samples.map((one) => Math.max(0, one.head - passed(one)));
      const [first, last] = [samples.at(-1 - rateSlots) ?? samples[0], samples.at(-1)];
      const ratePerS = rate(first, last, passed);
      const gain = ratePerS - rate(first, last, ({ head }) => head);
      const behind = lag.at(-1) ?? 0;
      const leftS = behind === 0 ? 0 : gain > 0 ? Math.ceil(behind / gain) : null;
      return { lag, ratePerS: rounded(Math.max(0, ratePerS)), leftS };
    },
    async sample() {
      const head = sum(await host.engine.events.heads());
      samples.push({ atMs: host.clock.steady(), head, cursors: cursorsOf(host) });
      if (samples.length > samplesMax) samples.shift();
    },
  };
}

/** Of views the live build: that is what readers see. */
function cursorsOf(host: Host): Map<string, number> {
  const cursors = new Map<string, number>();
  for (const [service, { views, memoryViews, policies }] of host.runtimes) {
    for (const [name, view] of views) cursors.set(`${service}/${name}`, sum(view.live().consumer.cursors()));
    for (const [name, { consumer }] of [...memoryViews, ...policies])
      cursors.set(`${service}/${name}`, sum(consumer.cursors()));
  }
  return cursors;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const rounded = (n: number): number => Math.round(n * 10) / 10;
