import { constants, type PerformanceEntry, PerformanceObserver, performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** How much a heap may grow between two full collections, of what was alive after the last one. */
const growthMin = 0.25;
/** Under load it may grow by what comes in so long, */
const restMs = 5_000;
/** by so much at most, */
const growthBytesMax = 128 * 2 ** 20;
/** and up to so much in all, as long as that is more than `growthMin`. */
const heapBytesMax = 176 * 2 ** 20;

/**
 * Left alone, V8 lets the heap grow to four times what is alive before it looks again, as long as the machine has memory:
 * 450 MB where 130 are alive. A server shares its machine. But a full collection keeps requests waiting for 50 ms and takes
 * a tenth of a processor's second, so that they should not come every second either, as they do under load in a small heap:
 * that cost a quarter of the posts per second.
 */
export function boundHeap(): void {
  const bound = heapBound();
  const tell = (growth: number): void =>
    setFlagsFromString(`--heap-growing-percent=${Math.round(100 * growth)}`);
  tell(growthMin);
  new PerformanceObserver((list) => {
    const { used_heap_size: used } = getHeapStatistics();
    tell(bound(list.getEntries().some(isFull), used, performance.now()));
  }).observe({ entryTypes: ['gc'] });
}

const isFull = (entry: PerformanceEntry): boolean =>
  'detail' in entry &&
  (entry.detail as { readonly kind: number }).kind === constants.NODE_PERFORMANCE_GC_MAJOR;

/**
 * How much the heap may grow after the next full collection, as a share of what that leaves alive; to be told of each
 * collection, full or not, with the bytes in use after it. What will be alive is not known: at most what is in use.
 */
export function heapBound(): (full: boolean, used: number, nowMs: number) => number {
  let last: { readonly alive: number; readonly atMs: number } | undefined;
  let before = 0;
  let growth = 0;
  return (full, used, nowMs) => {
    if (full) {
      const cameIn = last ? (before - last.alive) / Math.max(1, nowMs - last.atMs) : 0;
      growth = Math.min(growthBytesMax, heapBytesMax - used, cameIn * restMs);
      last = { alive: used, atMs: nowMs };
    }
    before = used;
    return Math.max(growthMin, growth / used);
  };
}
