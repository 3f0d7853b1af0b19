const keptMs = 10_000;
const keptMax = 100;

/**
 * What was not told to other tabs because there was none. A tab that opens reads what it shows before it is known here:
 * what came in between is told when it joins.
 */
export function toldLate<News>(nowMs: () => number): {
  keep(news: News): void;
  /** What a tab that joins now may not know. */
  take(): News[];
} {
  let kept: { readonly atMs: number; readonly news: News }[] = [];
  return {
    keep(news) {
      const atMs = nowMs();
      kept = kept.filter((one) => atMs - one.atMs < keptMs).slice(1 - keptMax);
      kept.push({ atMs, news });
    },
    take() {
      const since = nowMs() - keptMs;
      const late = kept.filter(({ atMs }) => atMs > since).map(({ news }) => news);
      kept = [];
      return late;
    },
  };
}
