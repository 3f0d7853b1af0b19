import type { StoredEvent } from '../ports/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { eventAt, placeText } from './event-at.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';

/** What a request caused, as far as the log tells. */
export interface Trace {
  readonly correlation: string | null;
  /** Causes before effects. */
  readonly events: readonly TracedEvent[];
  readonly scanned: number;
  /** False where the log goes on beyond what was looked through: effects may be missing. */
  readonly whole: boolean;
}

export interface TracedEvent {
  readonly event: SeenEvent;
  /** The place of the event that a policy reacted to; `null` for what the request itself wrote. */
  readonly cause: string | null;
}

/** Policies react within moments: effects stand close behind their causes. */
const scannedMax = 20_000;
const pageEvents = 1000;
const eventsMax = 500;
const climbMax = 100;

/** Everything that belongs together with the event at a place: what caused it, was written with it, and followed. */
export async function traceEvent(
  host: Host,
  place: string,
  reveal = false,
): Promise<Trace | Refusal<'no-such-event'>> {
  const start = await eventAt(host.engine.events, place);
  if (!start) return refuse('no-such-event', { place });
  let root = start;
  for (let i = 0; i < climbMax && root.meta?.cause !== undefined; i++) {
    const cause = await eventAt(host.engine.events, root.meta.cause);
    if (!cause) break;
    root = cause;
  }
  const correlation = root.meta?.correlation ?? null;
  // What policies do for a request without a name of its own is named after the first event (PO5).
  const names = new Set([correlation ?? placeText(root), placeText(root)]);
  const around = await eventsAround(host, root);
  const isSeed = (event: StoredEvent): boolean =>
    placeText(event) === placeText(root) ||
    names.has(event.meta?.correlation ?? '') ||
    isSibling(root, event);
  const chosen = belonging(around.events, isSeed);
  const events: TracedEvent[] = [];
  for (const stored of chosen.slice(0, eventsMax))
    events.push({ event: await seenEvent(host, stored, reveal), cause: stored.meta?.cause ?? null });
  const whole = around.whole && chosen.length <= eventsMax;
  return { correlation, events, scanned: around.scanned, whole };
}

/** Written by the same command, as far as its events tell: by the same hand, at the same moment, without a cause. */
const isSibling = (root: StoredEvent, event: StoredEvent): boolean =>
  event.at === root.at &&
  event.actor === root.actor &&
  event.meta?.cause === undefined &&
  event.meta?.correlation === root.meta?.correlation;

/** Those that the seeds caused, and what these caused, however they lie in the log. */
function belonging(all: readonly StoredEvent[], isSeed: (event: StoredEvent) => boolean): StoredEvent[] {
  const chosen = new Map(all.filter(isSeed).map((event) => [placeText(event), event]));
  const caused = all.filter(({ meta }) => meta?.cause !== undefined);
  for (let before = -1; before < chosen.size;) {
    before = chosen.size;
    for (const event of caused) if (chosen.has(event.meta?.cause ?? '')) chosen.set(placeText(event), event);
  }
  return [...chosen.values()].toSorted(
    (a, b) => a.at - b.at || a.partition - b.partition || a.position - b.position,
  );
}

/** From a little before an event on in its partition, and the end of the others: there is no order between them. */
async function eventsAround(
  host: Host,
  root: StoredEvent,
): Promise<{ events: StoredEvent[]; scanned: number; whole: boolean }> {
  const { events: store } = host.engine;
  const found: StoredEvent[] = [];
  let scanned = 0;
  let whole = true;
  for (const [partition, head] of (await store.heads()).entries()) {
    const isHome = partition === root.partition;
    const from = Math.max(0, isHome ? root.position - pageEvents : head - scannedMax);
    const to = isHome ? Math.min(head, root.position + scannedMax) : head;
    whole &&= to === head && (isHome || from === 0);
    for (let cursor = from; cursor < to;) {
      const slice = await store.readPartition(partition, cursor, Math.min(pageEvents, to - cursor));
      for (const event of slice.events) found.push(event);
      scanned += slice.position - cursor;
      if (slice.position <= cursor) break;
      cursor = slice.position;
      await new Promise(setImmediate); // Requests come between two pages.
    }
  }
  return { events: found, scanned, whole };
}
