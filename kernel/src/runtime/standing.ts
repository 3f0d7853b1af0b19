import type { ViewCommit, ViewStore } from '../ports/index.ts';

/**
 * Where a consumer stands in the store, as far as this process knows. Each commit names the one before it (VW37): one
 * that comes late, or after another process has written, changes nothing.
 */
export interface Standing {
  /** The position that is written; reading may be further. */
  at(partition: number): number;
  commit(commit: Omit<ViewCommit, 'consumer' | 'turn' | 'epoch'>): Promise<void>;
  /** OW9: from here on nobody writes under an older epoch, and every commit from here carries this one. */
  fence(epoch: number): Promise<void>;
  /** It is another one's work now: what is written here all the same stands against it by its turn alone (VW37). */
  letGo(): void;
  /**
   * After a failure: where the consumer stands, and who was the last to write: `nobody` since it was known, this
   * process with the commit that failed (`us`), or `others`. Counts once it is taken over.
   */
  ask(): Promise<Found>;
  takeOver(found: Found): void;
  /** False when another commit was written than is known here: late, or by another process. */
  isKnown(): Promise<boolean>;
  /** Where to go on reading: further than was written where what came in between changed nothing. */
  goOn(read: readonly number[], found: Found): number[];
}

export interface Found {
  readonly writer: 'nobody' | 'us' | 'others';
  readonly last: string | undefined;
  readonly positions: readonly number[];
}

export async function standing(
  {
    store,
    newId,
  }: {
    readonly store: Pick<ViewStore, 'commit' | 'lastCommit' | 'cursors' | 'stand'>;
    readonly newId: () => string;
  },
  consumer: string,
  partitions: number,
): Promise<Standing> {
  const writer = newId();
  let turns = 0;
  let tried: string | undefined;
  let owned: { readonly epoch: number } | undefined;
  // In this order: who commits in between is noticed at the first commit of ours.
  let last = await store.lastCommit(consumer);
  let known: readonly number[] = await store.cursors(consumer, partitions);
  return {
    at: (partition) => known[partition] ?? 0,
    async commit(commit) {
      tried = `${writer}.${++turns}`;
      await store.commit({ ...commit, ...owned, consumer, turn: { id: tried, after: last } });
      last = tried;
      const { cursor } = commit;
      if (cursor) known = known.with(cursor.partition, cursor.position);
    },
    async fence(epoch) {
      await store.commit({ consumer, epoch, changes: [] });
      owned = { epoch };
    },
    letGo: () => void (owned = undefined),
    async ask() {
      const found = (await store.stand?.(consumer, partitions)) ?? {
        last: await store.lastCommit(consumer),
        positions: await store.cursors(consumer, partitions),
      };
      // Whoever dropped the build left no last commit, as if there had been none; nor need we have tried one.
      const isOurs = tried !== undefined && found.last === tried;
      const by = found.last === last ? 'nobody' : isOurs ? 'us' : 'others';
      return { ...found, writer: by };
    },
    isKnown: async () => (await store.lastCommit(consumer)) === last,
    takeOver(found) {
      if (found.writer !== 'nobody') ({ last, positions: known } = found);
      // A commit of ours that comes after it was given up is met like one of others: nobody knows any more what it wrote.
      else tried = undefined;
    },
    goOn: (read, { writer: by, positions }) =>
      known.map((position, partition) => {
        const found = by === 'nobody' ? position : (positions[partition] ?? 0);
        return found === position ? Math.max(position, read[partition] ?? 0) : found;
      }),
  };
}
