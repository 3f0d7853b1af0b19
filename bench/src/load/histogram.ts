/** Latencies in buckets 1/64 of their size apart: percentiles to 1.6 %, in 2 KiB, at the cost of a count. */
export interface Histogram {
  note(us: number): void;
  /** The latency that a share of all stayed at or below, in microseconds. */
  at(share: number): number;
  count(): number;
}

const subBits = 6;
const sub = 2 ** subBits;
const magnitudes = 26; // up to 67 s

export function histogram(): Histogram {
  const buckets = new Uint32Array(magnitudes * sub);
  let count = 0;

  const bucketOf = (us: number): number => {
    const whole = Math.max(0, Math.min(2 ** (magnitudes + subBits - 2) - 1, Math.round(us)));
    const shift = Math.max(0, 32 - Math.clz32(whole) - subBits);
    return shift * (sub / 2) + (whole >>> shift);
  };
  /** The highest latency that falls into a bucket. */
  const topOf = (bucket: number): number => {
    const shift = Math.max(0, Math.floor(bucket / (sub / 2)) - 1);
    return (bucket - shift * (sub / 2) + 1) * 2 ** shift - 1;
  };

  return {
    note(us) {
      const bucket = bucketOf(us);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      count++;
    },
    at(share) {
      let left = Math.ceil(count * share);
      for (const [bucket, held] of buckets.entries()) {
        left -= held;
        if (left <= 0 && held > 0) return topOf(bucket);
      }
      return 0;
    },
    count: () => count,
  };
}
