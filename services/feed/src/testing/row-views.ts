import type { Awaitable, Look, Page, RangeQuery, ViewType } from '@touchline/kernel';
import type { FeedLog } from './feed-log.ts';

/** One view's rows and how far it has read, in memory. */
interface Rows {
  readonly view: ViewType;
  readonly rows: Map<string, object>;
  readonly cursors: number[];
}

/** Row views that move along a log as a test tells them to, each on its own. */
export function rowViews(log: FeedLog, views: readonly ViewType[]) {
  const all = new Map<string, Rows>();
  for (const view of views) all.set(view.name, { view, rows: new Map(), cursors: log.heads().map(() => 0) });

  function advance(view: ViewType, partition: number, count: number): void {
    const { rows, cursors } = rowsOf(view);
    const from = cursors[partition]!;
    const events = log.partitions[partition]!.slice(from, from + count);
    cursors[partition] = from + events.length;
    for (const event of events) {
      const projection = view.project[event.type];
      const keys = projection?.key(event) ?? [];
      for (const key of typeof keys === 'string' ? [keys] : keys) {
        const row = projection?.fold(rows.get(key), event, key);
        if (row === undefined) rows.delete(key);
        else rows.set(key, row);
      }
    }
  }

  function rowsOf(view: ViewType): Rows {
    const found = all.get(view.name);
    if (!found) throw new Error(`The feed service has no view ${view.name}`);
    return found;
  }

  function range(view: ViewType, index: string, query: RangeQuery): Page<object> {
    const spec = view.indexes[index]!;
    const newestFirst = [...rowsOf(view).rows]
      .filter(([key, row]) => [spec.in(row, key) ?? []].flat().includes(query.group))
      .filter(([key]) => query.after === undefined || key < query.after)
      .toSorted(([a], [b]) => (a < b ? 1 : -1));
    const page = newestFirst.slice(0, query.limit);
    const keys = page.map(([key]) => key);
    return {
      rows: page.map(([, row]) => row),
      keys,
      next: newestFirst.length > page.length ? keys.at(-1) : undefined,
    };
  }

  const look = {
    get: (view: ViewType, key: string) => rowsOf(view).rows.get(key),
    getMany: (view: ViewType, keys: readonly string[]) => keys.map((key) => rowsOf(view).rows.get(key)),
    range,
  };

  return {
    look: look as Pick<Look, 'get' | 'getMany' | 'range'>,
    advance,
    cursors: (view: ViewType): readonly number[] => rowsOf(view).cursors,
    views,
  };
}

export type RowViews = ReturnType<typeof rowViews>;

/** The same reads, each of which goes through `gate` first. */
export function gated(look: RowViews['look'], gate: () => Promise<void>): RowViews['look'] {
  const later = async <T>(read: () => Awaitable<T>): Promise<T> => {
    await gate();
    return read();
  };
  return {
    get: (view, key) => later(() => look.get(view, key)),
    getMany: (view, keys) => later(() => look.getMany(view, keys)),
    range: (view, index, query) => later(() => look.range(view, index, query)),
  };
}
