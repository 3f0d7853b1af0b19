import type { ViewStore } from '../ports/index.ts';

/** More of one consumer are not counted: whoever sees this many knows enough. */
export const parkedCountMax = 10_000;

/** How many events each of these consumers has set aside in a store. */
export async function parkedCounts(
  store: Pick<ViewStore, 'parked'>,
  consumers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const some = await store.parked(undefined, parkedCountMax);
  for (const { consumer } of some) counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
  // One that has set very much aside must not hide what others have.
  if (some.length === parkedCountMax)
    for (const consumer of consumers)
      counts.set(consumer, (await store.parked(consumer, parkedCountMax)).length);
  return counts;
}
