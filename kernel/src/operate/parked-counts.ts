import type { ViewStore } from '../ports/index.ts';

/** More are not counted one by one: whoever sees this many knows enough. */
const parkedMax = 10_000;

/** How many events each consumer of a service has set aside. */
export async function parkedCounts(store: ViewStore): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { consumer } of await store.parked(undefined, parkedMax))
    counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
  return counts;
}
