import { Lines } from './operator-route.ts';

/** A line at most this often while nothing but a number changes; the last line is never left out. */
const everyMs = 100;

/**
 * Runs `work` and tells its progress as lines: `{"kind":"progress", …}`, then `{"kind":"done", …}`.
 * The work is not ended by a reader that leaves: what began on the server is finished there.
 */
export function progressLines<Progress extends object>(
  work: (onProgress: (progress: Progress) => void) => Promise<object>,
  changed: (before: Progress, now: Progress) => boolean = () => false,
): Lines {
  const waiting: Progress[] = [];
  let told: Progress | undefined;
  let toldAt = -Infinity;
  let over = false;
  let wake = (): void => {};
  const note = (progress: Progress): void => {
    const now = performance.now();
    if (told && now - toldAt < everyMs && !changed(told, progress)) return;
    [told, toldAt] = [progress, now];
    // A reader that is slow hears of the latest, not of all.
    if (waiting.length > 100) waiting.shift();
    waiting.push(progress);
    wake();
  };
  const running = work(note).finally(() => {
    over = true;
    wake();
  });
  // Whoever reads hears of a failure below; if nobody reads any more, it is no unhandled one.
  running.catch(() => undefined);
  const isOver = (): boolean => over;

  async function* lines(): AsyncGenerator<object, void> {
    while (!isOver() || waiting.length > 0) {
      const next = waiting.shift();
      if (next) yield { kind: 'progress', ...next };
      else await new Promise<void>((resolve) => void (wake = resolve));
    }
    yield { kind: 'done', ...(await running) };
  }
  return new Lines(lines(), running);
}
