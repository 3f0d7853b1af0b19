import type { Findings } from './findings.ts';
import { answered, type Reach } from './reach.ts';

export interface LogEvent {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Page {
  readonly events: readonly LogEvent[];
  readonly next?: string;
  readonly end: boolean;
}

/** Looking at what is personal is recorded with why. */
const reason = encodeURIComponent('the main job compares every answer with the log');

const eventsMax = 5_000_000;

/** Every event, partition by partition, in order. Positions and versions must be 1, 2, 3 … (ES2, ES3). */
export async function readLog(reach: Reach, found: Findings): Promise<LogEvent[]> {
  const { heads } = answered(await reach.operate('/v1/operator/views'), 'views') as { heads: number[] };
  const all: LogEvent[] = [];
  for (const [partition, head] of heads.entries()) {
    // Reading what is personal is itself recorded: what came after the first look is left to the next check.
    const events = (await readPartition(reach, partition)).filter(({ position }) => position <= head);
    if (events.length !== head)
      found.differs(`partition ${partition}: expected ${head} events, found ${events.length}`);
    for (const [i, { position }] of events.entries())
      if (position !== i + 1)
        found.differs(`partition ${partition}: expected position ${i + 1}, found ${position}`);
    all.push(...events);
    if (all.length > eventsMax) throw new Error(`More than ${eventsMax} events are not checked at once.`);
  }
  const versions = new Map<string, number>();
  for (const { stream, version } of all) {
    const expected = (versions.get(stream) ?? 0) + 1;
    if (version !== expected) found.differs(`${stream}: expected version ${expected}, found ${version}`);
    versions.set(stream, version);
  }
  found.counted('events', all.length);
  found.counted('streams', versions.size);
  return all;
}

async function readPartition(reach: Reach, partition: number): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (let after = ''; ;) {
    const path = `/v1/operator/events?direction=forwards&reveal=true&reason=${reason}&limit=1000&partition=${partition}`;
    const page = answered(await reach.operate(path + (after && `&after=${after}`)), path) as Page;
    for (const event of page.events) events.push(event);
    if (page.end) return events;
    if (page.next === undefined || page.next === after)
      throw new Error(`${path}: expected a next page after ${after}, found none.`);
    after = page.next;
  }
}
