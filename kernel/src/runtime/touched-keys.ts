import type { EventStore } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Codec } from './codec.ts';

const eventsMax = 1000;

/**
 * The rows that events between two stands of a build may have changed (VW1: nothing else changes rows). `undefined` when
 * it cannot be told: too much came in between, or positions went back.
 */
export async function touchedKeys(
  { events, codec }: { readonly events: EventStore; readonly codec: Pick<Codec, 'decode'> },
  view: ViewType,
  from: (partition: number) => number,
  to: readonly number[],
): Promise<ReadonlySet<string> | undefined> {
  const keys = new Set<string>();
  const types = view.reads.map(({ type }) => type);
  let left = eventsMax;
  for (const [partition, end] of to.entries()) {
    if (end < from(partition)) return undefined;
    for (let at = from(partition); at < end;) {
      const limit = Math.min(left, end - at);
      const { events: found, position } = await events.readPartition(partition, at, limit, types);
      for (const stored of found) {
        if (stored.position > end) break;
        const decoded = codec.decode(stored);
        const event = decoded instanceof Promise ? await decoded : decoded;
        for (const key of [view.project[event.type]?.key(event) ?? []].flat()) keys.add(key);
      }
      left -= found.length;
      if (position === at || left <= 0) return undefined;
      at = position;
    }
  }
  return keys;
}
