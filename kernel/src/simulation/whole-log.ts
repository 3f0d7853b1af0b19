import type { Recorded } from '../event.ts';
import type { Engine, StoredEvent } from '../ports/index.ts';
import { codec } from '../runtime/codec.ts';
import { eventTypes } from '../runtime/event-types.ts';
import { simulatedTallies } from './simulated-service.ts';

export interface LoggedEvent {
  readonly stored: StoredEvent;
  readonly event: Recorded;
  /** The command that caused it, as its client named it. */
  readonly correlation: string | undefined;
}

const pageEvents = 1000;

/** Every event, partition by partition. Reads the engine itself, behind no faults: no other task runs meanwhile. */
export async function wholeLog({ events, keys }: Engine): Promise<readonly LoggedEvent[]> {
  const { decode } = codec(eventTypes([simulatedTallies]), keys);
  const log: LoggedEvent[] = [];
  for (let partition = 0; partition < events.partitions; partition++)
    for (let after = 0; ;) {
      const page = await events.readPartition(partition, after, pageEvents);
      for (const stored of page.events) {
        const event = await decode({ ...stored, decoded: undefined });
        const { cause, correlation } = stored.meta ?? {};
        // What a policy did for it belongs to it, too, and is not its own.
        log.push({ stored, event, correlation: cause === undefined ? correlation : undefined });
      }
      if (page.position === after) break;
      after = page.position;
    }
  return log;
}

export const ofStream = (log: readonly LoggedEvent[], stream: string): readonly LoggedEvent[] =>
  log.filter(({ event }) => event.stream === stream);
