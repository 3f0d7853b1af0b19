import type { StoredRow, ViewStore } from '../ports/index.ts';
import type { Differences } from './differences.ts';
import type { RowSource } from './row-reader.ts';

const pageRows = 1000;

/**
 * VW5: both builds' rows, page by page, each while the builds stand at the same cursors: rows that were equal once stay
 * so, for they are folded alike. Between two pages both go on, so nobody waits for all of it. Answers what was found.
 */
export async function compareBuilds(
  store: Pick<ViewStore, 'scan'>,
  live: RowSource,
  next: RowSource,
  differences: Differences,
): Promise<string | undefined> {
  for (let after: string | undefined = ''; after !== undefined;) {
    let page: readonly StoredRow[] = [];
    const from: string = after;
    const found = await differences(async () => {
      const before = await store.scan(live.table, from, pageRows);
      page = await store.scan(next.table, from, pageRows);
      return firstDifference(before, page);
    });
    if (typeof found === 'string') return found;
    if (found[0] !== undefined)
      return `the old rows differed, first at ${found[0]}; the new ones are the fold of the log`;
    after = page.length < pageRows ? undefined : page.at(-1)?.key;
  }
  return undefined;
}

/** The key of the first row that is not the same in both; none where all are. */
function firstDifference(before: readonly StoredRow[], after: readonly StoredRow[]): string[] {
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const [old, now] = [before[i], after[i]];
    if (old?.key === now?.key && old?.row === now?.row) continue;
    // Of two keys the first one is that of a row which only one of the builds has.
    const first = old && now ? (old.key < now.key ? old.key : now.key) : (old ?? now)?.key;
    return first === undefined ? [] : [first];
  }
  return [];
}
