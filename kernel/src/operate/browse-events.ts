import type { StoredEvent } from '../ports/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { positionsFrom, positionToken, type Host } from '../runtime/index.ts';
import type { EventFilter } from './event-filter.ts';
import { lanesOf, type Direction, type Lane } from './lane.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';

export interface Browse extends EventFilter {
  /** `next` of an earlier page with the same filter and direction. */
  readonly after?: string | undefined;
  /** 1 to 1,000. */
  readonly limit: number;
  /** Default: `backwards`, the newest first. */
  readonly direction?: Direction | undefined;
  readonly reveal?: boolean | undefined;
}

export interface EventPage {
  readonly events: readonly SeenEvent[];
  /** Where the next page begins. Forwards it is given at the end, too: more may be written. */
  readonly next?: string;
  /** True when the log was looked through to its end; a page may be short because it stopped for breath before. */
  readonly end: boolean;
  readonly scanned: number;
}

/** A rare event is looked for in so many others, then the page is answered with how far it got. */
const scannedMax = 50_000;

interface Run {
  readonly lane: Lane;
  cursor: number;
  end: boolean;
  waiting: StoredEvent[];
}

/**
 * A page of the log. Inside a partition events come in their order; between partitions there is none, so they
 * are laid side by side by the writers' clocks, for reading only.
 */
export async function browseEvents(host: Host, browse: Browse): Promise<EventPage | Refusal<'bad-cursor'>> {
  const direction = browse.direction ?? 'backwards';
  const limit = Math.max(1, Math.min(1000, Math.trunc(browse.limit)));
  const positions = browse.after === undefined ? new Map<number, number>() : positionsFrom(browse.after);
  if (!positions) return refuse('bad-cursor');
  const lanes = await lanesOf(host.engine.events, browse, direction);
  const runs: Run[] = lanes.map((lane) => ({
    lane,
    cursor: positions.get(lane.key) ?? lane.start,
    end: false,
    waiting: [],
  }));
  const found: StoredEvent[] = [];
  let scanned = 0;

  while (found.length < limit) {
    const short = runs.find(({ waiting, end }) => waiting.length === 0 && !end);
    if (short) {
      if (scanned >= scannedMax) break;
      scanned += await fill(short);
      continue;
    }
    const next = nearest(runs, direction);
    if (!next) break;
    found.push(next.waiting.shift() as StoredEvent);
  }

  const end = runs.every((run) => run.end && run.waiting.length === 0);
  const token = positionToken(new Map(runs.map((run) => [run.lane.key, cursorOf(run)])));
  const events: SeenEvent[] = [];
  for (const stored of found) events.push(await seenEvent(host, stored, browse.reveal));
  return { events, ...((direction === 'forwards' || !end) && { next: token }), end, scanned };
}

async function fill(run: Run): Promise<number> {
  const page = await run.lane.read(run.cursor);
  run.cursor = page.cursor;
  run.end = page.end;
  run.waiting = [...page.events];
  await new Promise(setImmediate); // Requests come between two pages.
  return Math.max(1, page.scanned);
}

/** Continue where the first event that was not given stands, or behind all that was looked through. */
const cursorOf = ({ lane, waiting, cursor }: Run): number => (waiting[0] ? lane.before(waiting[0]) : cursor);

function nearest(runs: readonly Run[], direction: Direction): Run | undefined {
  const sign = direction === 'forwards' ? 1 : -1;
  let best: Run | undefined;
  for (const run of runs) {
    const [one, other] = [run.waiting[0], best?.waiting[0]];
    if (one && (!other || sign * (one.at - other.at) < 0)) best = run;
  }
  return best;
}
