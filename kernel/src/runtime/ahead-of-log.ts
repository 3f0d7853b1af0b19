import type { EventStore, ViewStore } from '../ports/index.ts';

/** VW40: whether a consumer has read further than the log goes: then it was another log, as where an older one was restored. */
export async function isAheadOfLog(
  { store, events }: { readonly store: Pick<ViewStore, 'cursors'>; readonly events: EventStore },
  consumer: string,
): Promise<boolean> {
  const cursors = await store.cursors(consumer, events.partitions);
  const heads = await events.heads();
  return cursors.some((at, partition) => at > (heads[partition] ?? 0));
}
