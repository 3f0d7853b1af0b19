import type { EventStore, StoredEvent } from '@touchline/kernel/ports';
import type { Random } from '../run/random.ts';

/**
 * A store as many are built: an event's position is taken from a sequence when it is written, and can be read once its
 * transaction ends, which is not the same order.
 */
export function naivePositions(store: EventStore, random: Random): EventStore {
  const visible = new Map<number, StoredEvent>();
  let taken = 0;
  return {
    ...store,
    async append(request) {
      const positions = request.appends.map(({ events }) => events.map(() => ++taken));
      const done = await store.append(request);
      // Behind it: those that are written in one group would end in the order in which they came.
      for (let turns = random.below(5); turns > 0; turns--) await new Promise(setImmediate);
      for (const [i, { stream, events }] of request.appends.entries())
        for (const [j, event] of events.entries()) {
          const position = positions[i]?.[j] ?? 0;
          const { at, actor, meta } = request;
          visible.set(position, {
            ...event,
            stream,
            partition: 0,
            position,
            version: j + 1,
            at,
            actor,
            meta,
          });
        }
      return done;
    },
    heads: async () => [Math.max(0, ...visible.keys())],
    async readPartition(_partition, after, limit) {
      const found = [...visible.values()].filter(({ position }) => position > after);
      const events = found.toSorted((a, b) => a.position - b.position).slice(0, limit);
      return { events, position: events.at(-1)?.position ?? after };
    },
  };
}
