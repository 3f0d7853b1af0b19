import type { EventType, Recorded } from '../event.ts';
import type { ViewType } from '../view.ts';
import { frozen } from './frozen.ts';

/** Folds events into a view's rows in memory: the view's meaning, without a store. Input order is log order. */
export function rowsAfter<Row extends object, E extends EventType>(
  view: ViewType<Row, E>,
  events: readonly Recorded<E>[],
  before: ReadonlyMap<string, Row> = new Map(),
): Map<string, Row> {
  const rows = new Map(before);
  for (const event of events) {
    const projection = view.project[event.type as E['type']];
    if (!projection) continue;
    const keys = projection.key(event);
    for (const key of keys === null ? [] : typeof keys === 'string' ? [keys] : keys) {
      const row = projection.fold(rows.get(key), event, key);
      if (row === undefined) rows.delete(key);
      else rows.set(key, frozen(row));
    }
  }
  return rows;
}
