import type { EventStore } from '../ports/index.ts';

/** How far a partition holds nothing of these types after a position, and whether an event of them comes next there. */
export async function emptyUpTo(
  events: EventStore,
  partition: number,
  after: number,
  types: readonly string[],
): Promise<{ readonly upTo: number; readonly beforeEvent: boolean }> {
  for (let at = after; ;) {
    const { events: found, position } = await events.readPartition(partition, at, 1, types);
    if (found[0]) return { upTo: found[0].position - 1, beforeEvent: true };
    // A read may end early among events of other types: only one that moves nothing has seen the end.
    if (position === at) return { upTo: at, beforeEvent: false };
    at = position;
  }
}
