import type { EventType } from '../event.ts';
import type { Service } from '../service.ts';

/** Every event type that is declared or read here, by name. Two different ones of one name are a mistake. */
export function eventTypes(services: readonly Service[]): Map<string, EventType> {
  const types = new Map<string, EventType>();
  const readers = services.flatMap(({ views, memoryViews, policies, live }) => [
    ...views,
    ...memoryViews,
    ...policies,
    ...live,
  ]);
  const declared = services.flatMap(({ streams, publishes }) => [
    ...streams.flatMap(({ events }) => events),
    ...publishes,
  ]);
  for (const type of [...declared, ...readers.flatMap(({ reads }) => reads)]) {
    const known = types.get(type.type);
    if (known && known !== type)
      throw new TypeError(`Two events are named ${type.type}; names are unique in the store.`);
    types.set(type.type, type);
  }
  return types;
}
