import type { ViewBuild } from './view-build.ts';

/**
 * Reads two builds while they stand at the same cursors and answers what differs; a text says why that cannot be told
 * now. What is read may be read several times.
 */
export type Differences = <T>(read: () => Promise<readonly T[]>) => Promise<readonly T[] | string>;

/** Runs work while both builds stand at the same cursors. */
type Abreast = <T>(work: (same: boolean) => Promise<T>) => Promise<T>;

interface Compared {
  readonly live: ViewBuild;
  readonly next: ViewBuild;
  readonly erasing: () => Promise<boolean>;
}

export function differences<T>(
  { live, next, erasing }: Compared,
  abreast: Abreast,
  read: () => Promise<readonly T[]>,
): Promise<readonly T[] | string> {
  return abreast(async (same) => {
    if (!same) return 'the old build is paused: rows were not compared';
    if (live.sequences.parkedCount() + next.sequences.parkedCount() > 0)
      return 'parked events: rows were not compared';
    const found = await read();
    if (found.length === 0) return found;
    // Asked after the rows were read: whatever made them differ stands in the log.
    if (await erasing()) return 'someone was being erased: rows were not compared';
    // A commit that came while they were read would make them differ.
    await live.assertKnown();
    await next.assertKnown();
    return found;
  });
}
