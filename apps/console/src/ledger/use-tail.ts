import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { isPassing, Refused } from '@touchline/web/failure';
import { ask, lines, pathOf } from '../api/ask.ts';
import type { BrowseEvents, SeenEvent } from '../api/shapes.ts';
import { useSeen } from '../ui/use-seen.ts';

const pageEvents = 60;
const shownMax = 2_000;
const waitingMax = 500;
const backMs = 3_000;
const gatherMs = 200;
/** A page may be short of what is looked for: then the next ones are asked for by themselves, up to so many. */
const emptyPagesMax = 10;

const key = ({ partition, position }: SeenEvent): string => `${partition}.${position}`;

interface Page {
  readonly events: readonly SeenEvent[];
  readonly next: string | undefined;
  readonly scanned: number;
  readonly state: 'loading' | 'ready' | 'failed';
  readonly fault?: unknown;
}

const begun: Page = { events: [], next: undefined, scanned: 0, state: 'loading' };

/** The log as a filter sees it, the newest first: older pages on demand, new events as they are written. */
export function useTail(q: string, startAt: string | undefined) {
  // Where one came in: afterwards the list does not jump when another event is looked at. A filter begins at the newest.
  const start = useRef(q === '' ? startAt : undefined);
  const [page, setPage] = useState<Page>(begun);
  const [waiting, setWaiting] = useState<readonly SeenEvent[]>([]);
  const [following, setFollowing] = useState(start.current === undefined);
  const [turn, setTurn] = useState(0);
  const isSeen = useSeen();
  const wasHidden = useRef(false);
  const loading = useRef(false);
  const latest = useRef(page);
  latest.current = page;
  /** Of the list that is shown: what was asked for another one is not wanted any more. */
  const shown = useRef(new AbortController());

  const load = useCallback(
    async (from: Page, stop: AbortSignal): Promise<void> => {
      loading.current = true;
      let { next, scanned } = from;
      try {
        for (let pages = 0; pages < emptyPagesMax; pages++) {
          const filter = start.current === undefined ? q : `${q} at:${start.current}`.trim();
          const after = next;
          const query = { q: filter, limit: pageEvents, after };
          const found = await ask<BrowseEvents>('operator/events', { query, signal: stop });
          if (stop.aborted) return;
          next = found.end ? undefined : found.next;
          scanned += found.scanned;
          const read = { next, scanned, state: 'ready' } as const;
          // What was told while this was on its way stays where it is: on top.
          setPage(({ events }) => ({
            ...read,
            events:
              after === undefined
                ? added(events, found.events, shownMax)
                : followedBy(events, found.events, shownMax),
          }));
          if (next === undefined || found.events.length > 0) break;
        }
      } catch (fault) {
        if (stop.aborted) return;
        setPage((now) => ({ ...now, state: 'failed', fault }));
        if (isPassing(fault)) setTimeout(() => stop.aborted || void load(latest.current, stop), backMs);
      } finally {
        if (!stop.aborted) loading.current = false;
      }
    },
    [q],
  );

  useEffect(() => {
    if (q === '' || start.current === undefined) return;
    start.current = undefined;
    setFollowing(true);
  }, [q]);

  useEffect(() => {
    const stop = new AbortController();
    shown.current = stop;
    setPage(begun);
    setWaiting([]);
    void load(begun, stop.signal);
    return () => stop.abort();
  }, [q, turn]);

  useEffect(() => {
    if (!isSeen) wasHidden.current = true;
    if (!following || !isSeen) return undefined;
    const stop = new AbortController();
    // Who stands at the top sees it come; who reads further down keeps the place.
    const come = (fresh: readonly SeenEvent[]): void => {
      if (scrollY < 40) setPage((now) => ({ ...now, events: added(fresh, now.events, shownMax) }));
      else setWaiting((now) => added(fresh, now, waitingMax));
    };
    const onBack = async (): Promise<void> => {
      const query = { q, limit: pageEvents };
      const { events } = await ask<BrowseEvents>('operator/events', { query, signal: stop.signal });
      const known = new Set(latest.current.events.map(key));
      // More was written meanwhile than one page: the list begins anew rather than with a gap.
      if (known.size > 0 && !events.some((one) => known.has(key(one)))) setTurn((n) => n + 1);
      else come(events);
    };
    const gathered = gathering(come);
    const isBack = wasHidden.current;
    wasHidden.current = false;
    void follow(q, { stop: stop.signal, onEvent: gathered.add, onBack, isBack });
    return () => {
      stop.abort();
      gathered.drop();
    };
  }, [q, following, turn, isSeen]);

  return {
    events: page.events,
    scanned: page.scanned,
    state: page.state,
    fault: page.fault,
    hasMore: page.next !== undefined && page.events.length < shownMax,
    /** As many as a page can hold: those that came since may have pushed out the first of the log. */
    isFull: page.events.length >= shownMax,
    waiting: waiting.length,
    following,
    start: start.current,
    again: () => setTurn((n) => n + 1),
    more() {
      if (loading.current || latest.current.next === undefined) return;
      void load(latest.current, shown.current.signal);
    },
    showWaiting() {
      // No more are kept: those before the oldest of them would be missing, so the list begins anew.
      if (waiting.length === waitingMax) setTurn((n) => n + 1);
      else setPage((now) => ({ ...now, events: added(waiting, now.events, shownMax) }));
      setWaiting([]);
      scrollTo(0, 0);
    },
    /** Following begins at the newest: a place that was looked for is left, and what was written meanwhile is there. */
    toggle() {
      if (!following) {
        start.current = undefined;
        setTurn((n) => n + 1);
      }
      setFollowing(!following);
    },
  };
}

const without = (some: readonly SeenEvent[], known: readonly SeenEvent[]): readonly SeenEvent[] => {
  const keys = new Set(known.map(key));
  return some.filter((one) => !keys.has(key(one)));
};

const added = (fresh: readonly SeenEvent[], to: readonly SeenEvent[], max: number): readonly SeenEvent[] =>
  [...without(fresh, to), ...to].slice(0, max);

const followedBy = (
  newer: readonly SeenEvent[],
  older: readonly SeenEvent[],
  max: number,
): readonly SeenEvent[] => [...newer, ...without(older, newer)].slice(0, max);

/** Hands over what comes within a moment together, the newest first: drawn one by one, many at once stop the page. */
function gathering(come: (fresh: readonly SeenEvent[]) => void) {
  let some: SeenEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const handOver = (): void => {
    const fresh = some.toReversed();
    [some, timer] = [[], undefined];
    come(fresh);
  };
  return {
    add(event: SeenEvent) {
      some.push(event);
      timer ??= setTimeout(handOver, gatherMs);
    },
    drop: () => clearTimeout(timer),
  };
}

interface Following {
  readonly stop: AbortSignal;
  readonly onEvent: (event: SeenEvent) => void;
  /** The stream was lost and is about to be opened again: what was written meanwhile is fetched. */
  readonly onBack: () => Promise<void>;
  /** It was followed before, and left for a while. */
  readonly isBack: boolean;
}

/** What is written from now on, for as long as it is wanted; a stream that is lost is opened again. */
async function follow(q: string, { stop, onEvent, onBack, isBack }: Following): Promise<void> {
  for (let wasLost = isBack; !stop.aborted; wasLost = true) {
    try {
      if (wasLost) await onBack();
      // The last ones again: what was written between the page and the stream is not missed.
      const path = pathOf('operator/events/follow', { q, last: 20 });
      for await (const event of lines<SeenEvent>(path, { signal: stop })) onEvent(event);
    } catch (error) {
      // What is refused stays so, as the list says; the rest is shown by the frame: the figures are old.
      if (error instanceof Refused && !isPassing(error) && error.problem.status !== 401) return;
    }
    await new Promise((resolve) => setTimeout(resolve, backMs));
  }
}
