import type { Awaitable } from '@touchline/kernel';

/** Ids of one author, newest first, a page at a time. */
export interface Timeline {
  read(after: string | undefined, limit: number): Awaitable<TimelinePage>;
}

export interface TimelinePage {
  readonly keys: readonly string[];
  readonly next: string | undefined;
}

export interface Merged {
  readonly ids: readonly string[];
  /** There are older ones. */
  readonly more: boolean;
}

interface Run {
  readonly timeline: Timeline;
  keys: readonly string[];
  at: number;
  next: string | undefined;
}

const readsAtOnce = 32;
const refill = 32;
const firstPage = { min: 4, max: 1000 };

/**
 * The newest ids of many timelines below a place: a first page of each, then a merge that reads on only where a
 * page ran out. `pause` comes between rounds of reads, so that someone who hears thousands delays nobody.
 */
export async function newestFirst(
  timelines: readonly Timeline[],
  before: string | undefined,
  limit: number,
  pause: () => Promise<void>,
): Promise<Merged> {
  const share = Math.ceil((2 * limit) / Math.max(1, timelines.length));
  const pageMax = Math.min(firstPage.max, Math.max(firstPage.min, Math.min(share, limit + 1)));
  const runs: Run[] = [];
  for (let from = 0; from < timelines.length; from += readsAtOnce) {
    if (from > 0) await pause();
    const some = timelines.slice(from, from + readsAtOnce);
    const pages = await Promise.all(some.map(async (timeline) => timeline.read(before, pageMax)));
    for (const [i, { keys, next }] of pages.entries())
      if (keys.length > 0) runs.push({ timeline: some[i] as Timeline, keys, at: 0, next });
  }
  const heap = runs.toSorted((a, b) => (head(a) > head(b) ? -1 : 1)); // In order, hence a heap.
  const ids: string[] = [];
  while (heap.length > 0 && ids.length < limit) {
    const newest = heap[0] as Run;
    ids.push(head(newest));
    newest.at += 1;
    if (newest.at === newest.keys.length) await readOn(newest);
    if (newest.at === newest.keys.length) removeFirst(heap);
    sink(heap);
  }
  return { ids, more: heap.length > 0 };
}

const head = (run: Run): string => run.keys[run.at] as string;

async function readOn(run: Run): Promise<void> {
  if (run.next === undefined) return;
  const { keys, next } = await run.timeline.read(run.next, refill);
  run.keys = keys;
  run.at = 0;
  run.next = next;
}

function removeFirst(heap: Run[]): void {
  const last = heap.pop();
  if (last && heap.length > 0) heap[0] = last;
}

/** Lets the first one down to where both below it are older. */
function sink(heap: Run[]): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= heap.length) return;
    const below = right < heap.length && head(heap[right] as Run) > head(heap[left] as Run) ? right : left;
    const [upper, lower] = [heap[at] as Run, heap[below] as Run];
    if (head(upper) > head(lower)) return;
    heap[at] = lower;
    heap[below] = upper;
    at = below;
  }
}
