import type { StoredRow, ViewStore, ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import { changesOf, type Folded, type Touched } from './projector.ts';

const pageRows = 500;

/** The rows of a build that hold fields of a person. Each page is read when it is asked for. */
export async function* personalPages(
  view: ViewType,
  store: ViewStore,
  table: ViewTable,
  person: string,
): AsyncGenerator<readonly StoredRow[], void> {
  if (view.personal === 'none') return;
  const places = view.personal.of(person);
  if ('keys' in places) {
    for (let from = 0; from < places.keys.length; from += pageRows) {
      const keys = places.keys.slice(from, from + pageRows);
      const rows = await store.read(table, keys);
      yield keys.flatMap((key, i) => (rows[i] === undefined ? [] : [{ key, row: rows[i] }]));
    }
    return;
  }
  const { index, groups } = places;
  for (const group of groups)
    for (let after: { by: string | number; key: string } | undefined; ;) {
      const range = {
        index,
        group,
        direction: 'ascending',
        limit: pageRows,
        ...(after && { after }),
      } as const;
      const rows = await store.range(table, range);
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < pageRows) break;
      after = { by: last.by, key: last.key };
    }
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
