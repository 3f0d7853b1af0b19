import { viewLimits, type EventStore, type ViewStore, type ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Codec } from './codec.ts';
import type { Changed, NearRows } from './near-rows.ts';
import type { Found, Standing } from './standing.ts';
import { touchedKeys } from './touched-keys.ts';

interface Deps {
  readonly events: EventStore;
  readonly codec: Codec;
  readonly store: ViewStore;
  readonly view: ViewType;
  readonly table: ViewTable;
  readonly near: NearRows;
}

/**
 * What others have made of rows since this process knew where they stood, or more: rows are read after that. `unknown`
 * where events do not tell: what was retried, who was erased, or just too much.
 */
export async function othersChanges(
  { events, codec, store, view, table, near }: Deps,
  stand: Standing,
  { positions }: Found,
): Promise<Changed | 'unknown'> {
  // Then nothing is lost. What begins to be read from here on may be as old as what was known until now (CA7).
  if (near.isEmpty()) return 'unknown';
  const cursors = positions.slice(0, events.partitions);
  if (stand.at(events.partitions) !== positions[events.partitions]) return 'unknown';
  try {
    const touched = await touchedKeys({ events, codec }, view, stand.at, cursors);
    if (!touched || touched.size > viewLimits.readKeysMax) return 'unknown';
    const needed = near.needs(touched);
    const rows = needed.length > 0 ? await store.read(table, needed) : [];
    const changed = new Map<string, object | null | undefined>([...touched].map((key) => [key, undefined]));
    for (const [i, key] of needed.entries()) {
      const row = rows[i];
      changed.set(key, row === undefined ? null : (JSON.parse(row) as object));
    }
    return changed;
  } catch {
    // The owner meets the same fault, and says so; here it costs reading anew.
    return 'unknown';
  }
}
