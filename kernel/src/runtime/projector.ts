import type { Recorded } from '../event.ts';
import type { Cache, IndexEntry, RowChange, ViewStore } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { RowSource } from './row-reader.ts';

/** Rows as a batch of events leaves them, before they are written. */
export interface Folded {
  readonly changes: RowChange[];
  /** To be put into the cache once the changes stand. */
  readonly rows: Map<string, object | undefined>;
}

interface Touched {
  readonly before: object | undefined;
  after: object | undefined;
}

/** Folds events into the rows of one build: load the touched rows, fold in memory, tell what changed (VW2). */
export async function foldBatch(
  view: ViewType,
  store: ViewStore,
  cache: Cache,
  source: RowSource,
  events: readonly Recorded[],
): Promise<Folded> {
  const steps: { event: Recorded; keys: string | readonly string[] }[] = [];
  const rows = new Map<string, Touched>();
  const missing: string[] = [];
  const touch = (key: string): void => {
    if (rows.has(key)) return;
    const cached = store.exclusive ? cache.get(source.namespace, key) : undefined;
    const row =
      cached && !(cached instanceof Promise) ? ((cached.value as object | null) ?? undefined) : undefined;
    if (!cached) missing.push(key);
    rows.set(key, { before: row, after: row });
  };
  for (const event of events) {
    const projection = view.project[event.type];
    const keys = projection?.key(event);
    if (keys === null || keys === undefined) continue;
    steps.push({ event, keys });
    if (typeof keys === 'string') touch(keys);
    else for (const key of keys) touch(key);
  }
  if (missing.length > 0) {
    const read = store.read(source.table, missing);
    const texts = read instanceof Promise ? await read : read;
    for (const [i, key] of missing.entries()) {
      const text = texts[i];
      const row = text === undefined ? undefined : (JSON.parse(text) as object);
      rows.set(key, { before: row, after: row });
    }
  }
  for (const { event, keys } of steps) {
    const projection = view.project[event.type];
    for (const key of typeof keys === 'string' ? [keys] : keys) {
      const row = rows.get(key) as Touched;
      row.after = projection?.fold(row.after, event, key);
    }
  }
  return changesOf(view, rows);
}

function changesOf(view: ViewType, rows: ReadonlyMap<string, Touched>): Folded {
  const changes: RowChange[] = [];
  const after = new Map<string, object | undefined>();
  for (const [key, touched] of rows) {
    after.set(key, touched.after);
    if (touched.before !== touched.after) changes.push(changeOf(view, key, touched));
  }
  return { changes, rows: after };
}

function changeOf(view: ViewType, key: string, { before, after }: Touched): RowChange {
  const entriesBefore = before ? entriesOf(view, key, before) : [];
  const entriesAfter = after ? entriesOf(view, key, after) : [];
  const same = sameEntries(entriesBefore, entriesAfter);
  const change = {
    key,
    row: after === undefined ? null : JSON.stringify(after),
    added: same ? [] : entriesAfter.filter((entry) => !entriesBefore.some((old) => sameEntry(old, entry))),
    removed: same ? [] : entriesBefore.filter((entry) => !entriesAfter.some((now) => sameEntry(now, entry))),
  };
  if (!view.search) return change;
  const textBefore = before ? view.search(before, key) : null;
  const text = after ? view.search(after, key) : null;
  return text === textBefore ? change : { ...change, text };
}

function entriesOf(view: ViewType, key: string, row: object): IndexEntry[] {
  const entries: IndexEntry[] = [];
  for (const index in view.indexes) {
    const spec = view.indexes[index];
    const groups = spec?.in(row, key) ?? null;
    if (!spec || groups === null) continue;
    const by = spec.by?.(row, key) ?? '';
    if (typeof groups === 'string') entries.push({ index, group: groups, by });
    else for (const group of new Set(groups)) entries.push({ index, group, by });
  }
  return entries;
}

const sameEntry = (a: IndexEntry, b: IndexEntry): boolean =>
  a.index === b.index && a.group === b.group && a.by === b.by;

const sameEntries = (a: readonly IndexEntry[], b: readonly IndexEntry[]): boolean =>
  a.length === b.length && a.every((entry, i) => sameEntry(entry, b[i] as IndexEntry));
