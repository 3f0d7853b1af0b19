import type { ParkedEvent } from '../ports/index.ts';
import type { Host } from '../runtime/index.ts';
import { deadLetterId } from './dead-letter-id.ts';
import { parkingLots } from './parking-lot.ts';

/** Dead letters of one consumer that failed alike, with those that wait behind them. */
export interface DeadLetterGroup {
  readonly service: string;
  readonly consumer: string;
  readonly type: string;
  /** The first line of what went wrong. */
  readonly error: string;
  /** Events that failed. */
  readonly failed: number;
  /** Events that only wait behind those, so that their order is kept. */
  readonly waiting: number;
  readonly sequences: number;
  /** RFC 3339 UTC. */
  readonly firstSince: string;
  readonly lastSince: string;
  /** The id of the one that has waited longest. */
  readonly sample: string;
}

export interface DeadLetterGroups {
  /** The largest first; at most 200. */
  readonly groups: readonly DeadLetterGroup[];
  /** All of them, also those in groups beyond the last one told. */
  readonly events: number;
  /** Messages to the outside world that were given up. */
  readonly messages: number;
}

const groupsMax = 200;

interface Growing {
  readonly first: ParkedEvent;
  failed: number;
  waiting: number;
  lastAt: number;
  readonly sequences: Set<string>;
}

/** Every parked event belongs to the failure at the head of its sequence. */
export async function deadLetterGroups(host: Host): Promise<DeadLetterGroups> {
  const groups: DeadLetterGroup[] = [];
  let events = 0;
  for (const { service, consumer, parked } of parkingLots(host)) {
    const all = await parked();
    events += all.length;
    for (const [error, { first, failed, waiting, lastAt, sequences }] of grouped(all))
      groups.push({
        service,
        consumer,
        type: first.type,
        error: error.slice(error.indexOf('\n') + 1),
        failed,
        waiting,
        sequences: sequences.size,
        firstSince: new Date(first.at).toISOString(),
        lastSince: new Date(lastAt).toISOString(),
        sample: deadLetterId({ service, consumer, partition: first.partition, position: first.position }),
      });
  }
  const largest = groups.toSorted((a, b) => b.failed + b.waiting - a.failed - a.waiting);
  const { dead } = await host.engine.queue.size();
  return { groups: largest.slice(0, groupsMax), events, messages: dead };
}

function grouped(all: readonly ParkedEvent[]): Map<string, Growing> {
  const heads = sequenceHeads(all);
  const found = new Map<string, Growing>();
  for (const one of all) {
    const head = heads.get(one.sequence) ?? one;
    const key = `${head.type}\n${errorLine(head)}`;
    const group = found.get(key) ?? {
      first: head,
      failed: 0,
      waiting: 0,
      lastAt: head.at,
      sequences: new Set(),
    };
    found.set(key, group);
    if (one.error === '') group.waiting++;
    else group.failed++;
    group.lastAt = Math.max(group.lastAt, one.at);
    group.sequences.add(one.sequence);
  }
  return found;
}

/** The event that each sequence stands still for: the first of it. */
export const sequenceHeads = (all: readonly ParkedEvent[]): Map<string, ParkedEvent> =>
  new Map(all.toReversed().map((one) => [one.sequence, one]));

export const errorLine = ({ error }: ParkedEvent): string => error.split('\n', 1)[0] ?? '';
