import { viewLimits, type StoredRow, type ViewStore, type ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import { entriesOf } from './entries-of.ts';
import { changesOf, type Folded, type Touched } from './projector.ts';

const pageRows = 500;

export function* pagesOf(keys: readonly string[]): Generator<readonly string[], void> {
  for (let from = 0; from < keys.length; from += pageRows) yield keys.slice(from, from + pageRows);
}

/** How the rows of a build are read that hold fields of a person. */
export interface PersonalRows {
  /** Where they stand. `isWhole`: as of one moment; otherwise one that moves meanwhile may be missing. */
  keys(): Promise<{ readonly keys: readonly string[]; readonly isWhole: boolean }>;
  /** Those of them that still hold such fields. */
  read(keys: readonly string[]): Promise<readonly StoredRow[]>;
}

export function personalRows(
  view: ViewType,
  store: ViewStore,
  table: ViewTable,
  person: string,
): PersonalRows {
  const places = view.personal === 'none' ? { keys: [] } : view.personal.of(person);
  const read = async (keys: readonly string[]): Promise<StoredRow[]> => {
    const rows = await store.read(table, keys);
    return keys.flatMap((key, i) => (rows[i] === undefined ? [] : [{ key, row: rows[i] }]));
  };
  if ('keys' in places) return { read, keys: async () => ({ keys: places.keys, isWhole: true }) };
  const { index, groups } = places;
  const isTheirs = ({ key, row }: StoredRow): boolean =>
    entriesOf(view, key, JSON.parse(row) as object).some(
      (entry) => entry.index === index && groups.includes(entry.group),
    );
  return {
    read: async (keys) => (await read(keys)).filter(isTheirs),
    async keys() {
      const keys = new Set<string>();
      let reads = 0;
      for (const group of groups)
        for (let after: { by: string | number; key: string } | undefined; ;) {
          const page = { index, group, direction: 'ascending', limit: viewLimits.rangeMax } as const;
          const rows = await store.range(table, { ...page, keysOnly: true, ...(after && { after }) });
          reads++;
          for (const { key } of rows) keys.add(key);
          const last = rows.at(-1);
          if (!last || rows.length < page.limit) break;
          after = { by: last.by, key: last.key };
        }
      return { keys: [...keys], isWhole: reads === 1 };
    },
  };
}

/**
 * Rows without the fields of a person, as a rebuild would make them. ER8: one that its view cannot say this of goes as a
 * whole, and `onFailed` is told.
 */
export function erasedRows(
  view: ViewType,
  rows: readonly StoredRow[],
  person: string,
  onFailed: (error: unknown) => void,
): Folded {
  const touched = new Map<string, Touched>();
  const erase = (before: object, key: string): object | undefined => {
    try {
      return view.personal === 'none' ? before : view.personal.erase(before, person, key);
    } catch (error) {
      onFailed(error);
      return undefined;
    }
  };
  for (const { key, row } of rows) {
    const before = JSON.parse(row) as object;
    touched.set(key, { before, after: erase(before, key) });
  }
  return changesOf(view, touched);
}
