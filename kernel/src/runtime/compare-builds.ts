import type { StoredRow } from '../ports/index.ts';
import type { BuildDeps, ViewBuild } from './view-build.ts';

const pageRows = 1000;

/** Runs work while both builds stand at the same cursors. */
type Abreast = <T>(work: (same: boolean) => Promise<T>) => Promise<T>;

/**
 * VW5: both builds' rows, page by page, each while the builds stand at the same cursors: rows that were equal once stay
 * so, for they are folded alike. Between two pages both go on, so nobody waits for all of it. Answers what was found.
 */
export async function compareBuilds(
  { store, erasing }: Pick<BuildDeps, 'store' | 'erasing'>,
  live: ViewBuild,
  next: ViewBuild,
  abreast: Abreast,
): Promise<string | undefined> {
  const parked = (): number => live.sequences.parkedCount() + next.sequences.parkedCount();
  for (let after = ''; ;) {
    const page = await abreast(async (same) => {
      if (!same) return 'the old build is paused: rows were not compared';
      if (parked() > 0) return 'parked events: rows were not compared';
      const before = await store.scan(live.table, after, pageRows);
      const rows = await store.scan(next.table, after, pageRows);
      // A commit that came while they were read would make them differ.
      await live.assertKnown();
      await next.assertKnown();
      const differing = firstDifference(before, rows);
      // Asked after the rows were read: whatever made them differ stands in the log.
      if (differing !== undefined && (await erasing()))
        return 'someone was being erased: rows were not compared';
      return { rows, differing };
    });
    if (typeof page === 'string') return page;
    if (page.differing !== undefined)
      return `the old rows differed, first at ${page.differing}; the new ones are the fold of the log`;
    const last = page.rows.at(-1);
    if (!last || page.rows.length < pageRows) return undefined;
    after = last.key;
  }
}

/** The key of the first row that is not the same in both. */
function firstDifference(before: readonly StoredRow[], after: readonly StoredRow[]): string | undefined {
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const [old, now] = [before[i], after[i]];
    if (old?.key === now?.key && old?.row === now?.row) continue;
    // Of two keys the first one is that of a row which only one of the builds has.
    return old && now ? (old.key < now.key ? old.key : now.key) : (old ?? now)?.key;
  }
  return undefined;
}
