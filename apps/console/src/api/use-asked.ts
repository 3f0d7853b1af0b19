import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { isPassing } from '@touchline/web/failure';
import { ask } from './ask.ts';

export interface Asked<Body> {
  readonly answer: Body | undefined;
  readonly fault: unknown;
  /** Asks once more; what is shown stays until the answer is there. */
  readonly again: () => void;
}

/** What could not be answered just now is asked for again. */
const backMs = 2_000;

/** An answer for as long as the part is shown; asked again every so often while the page is looked at. */
export function useAsked<Body>(path: string | undefined, everyMs?: number): Asked<Body> {
  const [seen, setSeen] = useState<{ path: string | undefined; answer?: Body; fault?: unknown }>({ path });
  const [turn, setTurn] = useState(0);
  const shown = useRef(seen);
  shown.current = seen;

  useEffect(() => {
    if (path === undefined) return undefined;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      let nextMs = everyMs;
      if (!document.hidden || shown.current.answer === undefined) {
        try {
          const answer = await ask<Body>(path, { signal: stop.signal });
          if (!stop.signal.aborted) setSeen({ path, answer });
        } catch (fault) {
          if (isPassing(fault)) nextMs ??= backMs;
          const { answer, path: of } = shown.current;
          // What could not be asked just now stays as it was; what is gone does not.
          const kept = isPassing(fault) && of === path && answer !== undefined;
          if (!stop.signal.aborted) setSeen({ path, ...(kept && { answer }), fault });
        }
      }
      if (nextMs !== undefined && !stop.signal.aborted) timer = setTimeout(() => void look(), nextMs);
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs, turn]);

  const again = useCallback(() => setTurn((n) => n + 1), []);
  const own = seen.path === path ? seen : { answer: undefined, fault: undefined };
  return { answer: own.answer, fault: own.fault, again };
}
