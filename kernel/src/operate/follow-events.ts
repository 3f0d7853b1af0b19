import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { positionsFrom, positionToken, type Host, type Positions } from '../runtime/index.ts';
import { browseEvents } from './browse-events.ts';
import { eventFilter, type EventFilter } from './event-filter.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';

export interface Follow extends EventFilter {
  /** A position token: only what came after it. Default: the end of the log, or the beginning when `fromMs` is given. */
  readonly after?: string | undefined;
  /** Begin with this many of the newest events, 0 to 1,000; with `fromMs`, of those since then. Not together with `after`. */
  readonly last?: number | undefined;
  readonly reveal?: boolean | undefined;
}

const pageEvents = 500;
const pollMs = 1000;

/** Catches up from a place in the log, then goes on with what is written, without a gap or a repeat. Ends when aborted. */
export async function followEvents(
  host: Host,
  follow: Follow,
  signal: AbortSignal,
): Promise<AsyncGenerator<SeenEvent, void> | Refusal<'bad-cursor'>> {
  const after = follow.after === undefined ? undefined : positionsFrom(follow.after);
  if (follow.after !== undefined && !after) return refuse('bad-cursor');
  const heads = await host.engine.events.heads();
  // The newest ones are read up to these heads, what follows is read after them: neither gap nor repeat.
  const fromPast = follow.fromMs !== undefined && follow.last === undefined;
  const start = after ?? (fromPast ? new Map<number, number>() : new Map(heads.entries()));
  const before = after || fromPast ? [] : await newest(host, follow, start);
  return isRefusal(before) ? before : events(host, follow, before, start, signal);
}

async function newest(
  host: Host,
  follow: Follow,
  heads: Positions,
): Promise<readonly SeenEvent[] | Refusal<'bad-cursor'>> {
  if (!follow.last) return [];
  // Backwards a cursor is the first position that is not wanted. Streams have a cursor of their own, from their end.
  const bounded = follow.stream?.includes('-')
    ? undefined
    : positionToken(new Map([...heads].map(([p, head]) => [p, head + 1])));
  const page = await browseEvents(host, {
    ...follow,
    after: bounded,
    limit: follow.last,
    direction: 'backwards',
  });
  if (isRefusal(page)) return page;
  return page.events
    .filter(({ partition, position }) => position <= (heads.get(partition) ?? 0))
    .toReversed();
}

async function* events(
  host: Host,
  follow: Follow,
  before: readonly SeenEvent[],
  start: Positions,
  signal: AbortSignal,
): AsyncGenerator<SeenEvent, void> {
  const store = host.engine.events;
  const matches = eventFilter(follow);
  const types = follow.types && follow.types.length > 0 ? follow.types : undefined;
  const cursors = Array.from({ length: store.partitions }, (_, partition) => start.get(partition) ?? 0);
  // Also looked at between two events of a page: whoever follows may have left meanwhile.
  const isOver = (): boolean => signal.aborted;
  const wake = alarm();
  const unsubscribe = store.onAppended(wake.ring);
  signal.addEventListener('abort', wake.ring, { once: true });
  try {
    yield* before;
    while (!signal.aborted) {
      let more = false;
      wake.set();
      for (const [partition, cursor] of cursors.entries()) {
        if (follow.partition !== undefined && follow.partition !== partition) continue;
        const slice = await store.readPartition(partition, cursor, pageEvents, types);
        for (const stored of slice.events) {
          if (isOver() || !matches(stored)) continue;
          yield await seenEvent(host, stored, follow.reveal);
        }
        cursors[partition] = slice.position;
        more ||= slice.position > cursor;
      }
      // Hints may be lost (SU4), so it looks by itself as well.
      const nap = new AbortController();
      if (!more) await Promise.race([wake.rung(), host.clock.wait(pollMs, nap.signal)]);
      nap.abort();
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', wake.ring);
  }
}

/** Rings that come between `set` and `rung` are not lost. */
function alarm(): { set(): void; ring(): void; rung(): Promise<void> } {
  let { promise, resolve } = Promise.withResolvers<void>();
  return {
    set: () => void ({ promise, resolve } = Promise.withResolvers<void>()),
    ring: () => resolve(),
    rung: () => promise,
  };
}
