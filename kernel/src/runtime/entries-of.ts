import type { IndexEntry } from '../ports/index.ts';
import type { ViewType } from '../view.ts';

/** The places of a row in the indexes of its view. */
export function entriesOf(view: ViewType, key: string, row: object): IndexEntry[] {
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
