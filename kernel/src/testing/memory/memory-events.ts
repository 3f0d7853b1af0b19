import { hash } from 'node:crypto';
import type {
  Append,
  AppendRequest,
  AppendResult,
  EventStore,
  StoredEvent,
  Written,
} from '../../ports/index.ts';

interface Remembered {
  readonly fingerprint: string;
  readonly written: readonly Written[];
}

/**
 * An event store in memory, for tests of what stands above the port. What engines promise is not shown with it.
 * It hands events out as a disk does: what one host has opened of them another one on the same events does not find.
 */
export function memoryEvents(partitions: number): EventStore {
  const logs: StoredEvent[][] = Array.from({ length: partitions }, () => []);
  const streams = new Map<string, StoredEvent[]>();
  const commands = new Map<string, Remembered>();
  const listeners = new Set<(partition: number) => void>();

  function write({ at, actor, meta }: AppendRequest, append: Append): Written {
    const { stream, partitionKey, events } = append;
    const known = streams.get(stream) ?? [];
    const partition =
      known[0]?.partition ?? parseInt(hash('sha256', partitionKey).slice(0, 8), 16) % partitions;
    const log = logs[partition] as StoredEvent[];
    const [firstVersion, firstPosition] = [known.length + 1, log.length + 1];
    for (const { type, schema, data } of events) {
      const stored = {
        type,
        schema,
        data,
        partition,
        position: log.length + 1,
        stream,
        version: known.length + 1,
        at,
        actor,
        meta,
      };
      log.push(stored);
      known.push(stored);
    }
    streams.set(stream, known);
    return { stream, partition, firstVersion, firstPosition, count: events.length };
  }

  return {
    partitions,
    durability: 'none: everything is in memory',
    findCommand: async (id) => commands.get(id),
    heads: async () => logs.map((log) => log.length),

    async append(request) {
      const { command, appends } = request;
      const before = command && commands.get(command.id);
      if (before)
        return before.fingerprint === command.fingerprint
          ? { status: 'repeated', written: before.written }
          : { status: 'command-reused' };
      const conflict = appends
        .map((one) => conflictOf(one, streams.get(one.stream)?.length ?? 0))
        .find((one) => one !== undefined);
      if (conflict) return conflict;
      const written = appends.map((append) => write(request, append));
      if (command) commands.set(command.id, { fingerprint: command.fingerprint, written });
      for (const partition of new Set(written.map((one) => one.partition)))
        for (const listener of listeners) listener(partition);
      return { status: 'appended', written };
    },

    async readStream(stream, from, direction, limit) {
      const events = streams.get(stream) ?? [];
      if (direction === 'forwards') return copies(events.slice(from - 1, from - 1 + limit));
      return copies(events.slice(0, from).toReversed().slice(0, limit));
    },

    async readPartition(partition, after, limit, types) {
      const log = logs[partition] ?? [];
      const events: StoredEvent[] = [];
      for (let i = after; i < log.length; i++) {
        const event = log[i] as StoredEvent;
        if (!types || types.includes(event.type)) events.push({ ...event });
        if (events.length === limit) return { events, position: event.position };
      }
      return { events, position: Math.max(after, log.length) };
    },

    onAppended(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    async verify(progress) {
      const events = logs.reduce((sum, log) => sum + log.length, 0);
      progress?.(events, events);
      return {
        events,
        partitions: logs.map((log, partition) => ({ partition, head: log.length, checksum: '' })),
        damage: [],
      };
    },

    close: async () => {},
  };
}

const copies = (events: readonly StoredEvent[]): StoredEvent[] => events.map((event) => ({ ...event }));

function conflictOf({ stream, expected }: Append, actual: number): AppendResult | undefined {
  const holds =
    expected === 'any' ||
    (expected === 'no-stream'
      ? actual === 0
      : expected === 'stream-exists'
        ? actual > 0
        : actual === expected);
  return holds ? undefined : { status: 'conflict', stream, expected, actual };
}
