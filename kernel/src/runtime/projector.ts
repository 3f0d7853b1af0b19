import type { Recorded } from '../event.ts';
import { viewLimits, type Cache, type IndexEntry, type RowChange, type ViewStore } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import { entriesOf } from './entries-of.ts';
import type { RowSource } from './row-reader.ts';

/** Rows as events leave them, before they are written. */
export interface Folded {
  readonly changes: RowChange[];
  /** To be put into the cache once the changes stand. */
  readonly rows: ReadonlyMap<string, Touched>;
}

/** A row as the store has it and as events leave it. */
export interface Touched {
  before: object | undefined;
  after: object | undefined;
}

/** An event and the rows it touches. */
export interface Step {
  readonly event: Recorded;
  readonly keys: string | readonly string[];
  readonly rows: Touched | readonly Touched[];
}

/** The step of an event; `undefined` when it touches no row. */
export function stepOf(view: ViewType, event: Recorded, touch: (key: string) => Touched): Step | undefined {
  const keys = view.project[event.type]?.key(event) ?? null;
  if (keys === null) return undefined;
  return { event, keys, rows: typeof keys === 'string' ? touch(keys) : keys.map(touch) };
}

/** Folds an event into its rows, which have been loaded. Where it throws, all of them are as they were. */
export function foldStep(view: ViewType, { event, keys, rows }: Step): void {
  const projection = view.project[event.type];
  if (typeof keys === 'string') {
    const row = rows as Touched;
    row.after = projection?.fold(row.after, event, keys);
    return;
  }
  const several = rows as readonly Touched[];
  const before = several.map(({ after }) => after);
  try {
    for (const [i, row] of several.entries())
      row.after = projection?.fold(row.after, event, keys[i] as string);
  } catch (error) {
    // From the last: a row that stands twice had its first value first.
    for (let i = several.length - 1; i >= 0; i--) (several[i] as Touched).after = before[i];
    throw error;
  }
}

/** Folds events into the rows of one build: load the touched rows, fold in memory, tell what changed (VW2). */
export async function foldBatch(
  view: ViewType,
  store: ViewStore,
  cache: Cache,
  source: RowSource,
  events: readonly Recorded[],
): Promise<Folded> {
  const steps: Step[] = [];
  const rows = new Map<string, Touched>();
  const missing: string[] = [];
  const touch = (key: string): Touched => {
    const known = rows.get(key);
    if (known) return known;
    const cached = store.exclusive ? cache.get(source.namespace, key) : undefined;
    const row =
      cached && !(cached instanceof Promise) ? ((cached.value as object | null) ?? undefined) : undefined;
    if (!cached) missing.push(key);
    const touched = { before: row, after: row };
    rows.set(key, touched);
    return touched;
  };
  for (const event of events) {
    const step = stepOf(view, event, touch);
    if (step) steps.push(step);
  }
  await loadRows(store, source, rows, missing);
  for (const step of steps) foldStep(view, step);
  return changesOf(view, rows);
}

/** What is to be written of rows as they were and as they are now (VW4). */
export function changesOf(view: ViewType, rows: ReadonlyMap<string, Touched>): Folded {
  const changes: RowChange[] = [];
  for (const [key, touched] of rows)
    if (touched.before !== touched.after) changes.push(changeOf(view, key, touched));
  return { changes, rows };
}

/** Fills rows from the store. Answers how many characters they have. */
export async function loadRows(
  store: ViewStore,
  { table }: RowSource,
  rows: ReadonlyMap<string, Touched>,
  keys: readonly string[],
): Promise<number> {
  let chars = 0;
  for (let at = 0; at < keys.length; at += viewLimits.readKeysMax) {
    const some = keys.slice(at, at + viewLimits.readKeysMax);
    const found = store.read(table, some);
    const texts = found instanceof Promise ? await found : found;
    for (const [i, key] of some.entries()) {
      const text = texts[i];
      if (text === undefined) continue;
      const touched = rows.get(key) as Touched;
      touched.before = touched.after = JSON.parse(text) as object;
      chars += text.length;
    }
  }
  return chars;
}

export function changeOf(view: ViewType, key: string, { before, after }: Touched): RowChange {
  const entriesBefore = before ? entriesOf(view, key, before) : none;
  const entriesAfter = after ? entriesOf(view, key, after) : none;
  const same = sameEntries(entriesBefore, entriesAfter);
  const added = same ? none : without(entriesAfter, entriesBefore);
  const removed = same ? none : without(entriesBefore, entriesAfter);
  const change = { key, row: after === undefined ? null : JSON.stringify(after), added, removed };
  if (!view.search) return change;
  const textBefore = before ? view.search(before, key) : null;
  const text = after ? view.search(after, key) : null;
  return text === textBefore ? change : { ...change, text };
}

const without = (entries: readonly IndexEntry[], others: readonly IndexEntry[]): readonly IndexEntry[] =>
  others.length === 0 ? entries : entries.filter((entry) => !others.some((other) => sameEntry(other, entry)));

const none: readonly IndexEntry[] = [];

const sameEntry = (a: IndexEntry, b: IndexEntry): boolean =>
  a.index === b.index && a.group === b.group && a.by === b.by;

const sameEntries = (a: readonly IndexEntry[], b: readonly IndexEntry[]): boolean =>
  a.length === b.length && a.every((entry, i) => sameEntry(entry, b[i] as IndexEntry));
