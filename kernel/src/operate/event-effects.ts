import type { Recorded } from '../event.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { eventAt } from './event-at.ts';
import { parkingLots } from './parking-lot.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';

export interface EventEffects {
  readonly event: SeenEvent;
  /** Everything that reads events of this type, and whether it has had this one. */
  readonly readers: readonly EventReader[];
  /** What open pages are told because of it: as of now, for who hears what may have changed since. */
  readonly told: readonly Telling[];
}

export interface EventReader {
  /** `service/name`. */
  readonly target: string;
  readonly kind: 'view' | 'memory-view' | 'policy';
  readonly state: 'done' | 'waiting' | 'parked';
  /** Keys of the rows it changes; only of views. */
  readonly rows: readonly string[];
}

export interface Telling {
  readonly service: string;
  readonly topic: string;
  readonly kind: string;
  readonly channels: readonly string[];
}

const rowsMax = 50;
const channelsMax = 20;

/** One event and what became of it everywhere. */
export async function eventEffects(
  host: Host,
  place: string,
  reveal = false,
): Promise<EventEffects | Refusal<'no-such-event'>> {
  const stored = await eventAt(host.engine.events, place);
  if (!stored) return refuse('no-such-event', { place });
  const event = await seenEvent(host, stored, reveal);
  // What cannot be decoded is read by nobody; its note says why.
  const recorded = event.note === undefined ? await host.decode(stored) : undefined;
  return {
    event,
    readers: recorded ? await readersOf(host, recorded) : [],
    told: recorded ? await tellingsOf(host, recorded) : [],
  };
}

async function readersOf(host: Host, event: Recorded): Promise<EventReader[]> {
  const { partition, position, type } = event;
  const reads = (types: readonly { type: string }[]): boolean => types.some((one) => one.type === type);
  const readers: EventReader[] = [];
  const note = (
    target: string,
    kind: EventReader['kind'],
    consumer: { has(partition: number, position: number): boolean },
    rows: readonly string[] = [],
  ): void => {
    const state = consumer.has(partition, position) ? 'done' : 'waiting';
    readers.push({ target, kind, state, rows: rows.slice(0, rowsMax) });
  };
  const parkedBy = new Set<string>();
  for (const lot of parkingLots(host))
    if ((await lot.parked()).some((one) => one.partition === partition && one.position === position))
      parkedBy.add(`${lot.service}/${lot.consumer}`);
  const isParked = (service: string, consumer: string): boolean => parkedBy.has(`${service}/${consumer}`);
  for (const [service, { views, memoryViews, policies }] of host.runtimes) {
    for (const [name, { view, live }] of views) {
      if (!reads(view.reads)) continue;
      note(`${service}/${name}`, 'view', live().consumer, keysOf(view.project[type], event));
      if (isParked(service, live().consumer.name)) park(readers);
    }
    for (const [name, { view, consumer }] of memoryViews)
      if (reads(view.reads)) note(`${service}/${name}`, 'memory-view', consumer);
    for (const [name, { policy, consumer }] of policies) {
      if (!reads(policy.reads)) continue;
      note(`${service}/${name}`, 'policy', consumer);
      if (isParked(service, consumer.name)) park(readers);
    }
  }
  return readers;
}

function park(readers: EventReader[]): void {
  const last = readers.pop();
  if (last) readers.push({ ...last, state: 'parked' });
}

interface Keyed {
  key(event: Recorded): string | readonly string[] | null;
}

/** A fold that cannot take the event has parked it; here it just names no rows. */
function keysOf(projection: Keyed | undefined, event: Recorded): readonly string[] {
  try {
    const keys = projection?.key(event) ?? [];
    return typeof keys === 'string' ? [keys] : keys;
  } catch {
    return [];
  }
}

async function tellingsOf(host: Host, event: Recorded): Promise<Telling[]> {
  const tellings: Telling[] = [];
  for (const service of host.services)
    for (const { topic, tell } of service.live) {
      const look = host.runtimes.get(service.name)?.look;
      const telling = tell[event.type];
      if (!look || !telling) continue;
      const told = await tried(async () => telling(event, look));
      for (const one of told)
        if ('patch' in one)
          tellings.push({
            service: service.name,
            topic,
            kind: one.patch.type.kind,
            channels: one.to.slice(0, channelsMax),
          });
    }
  return tellings;
}

/** What cannot be told now is told to nobody. */
async function tried<T>(tell: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await tell();
  } catch {
    return [];
  }
}
