import type { EventStore, StoredEvent } from '../../ports/index.ts';

interface Deps {
  readonly events: EventStore;
  /** Those that may ask to look again at people. */
  readonly types: readonly string[];
  /** Up to where a partition was told. */
  readonly position: (partition: number) => number;
  readonly peopleOf: (stored: StoredEvent) => Promise<readonly string[]>;
  readonly shown: (partition: number, position: number) => Promise<void>;
  readonly recheck: (people: readonly string[]) => Promise<void>;
}

/** Looks again at whomever partitions other than this one ask for, up to where they end now. */
type LookAhead = (partition: number) => Promise<void>;

/** As many as the longest batch that is told at once. */
const sliceMax = 2_000;

/** LV5: partitions are told in turn, and what takes something from somebody may stand in one whose turn comes later. */
export function lookAhead({ events, types, position, peopleOf, shown, recheck }: Deps): LookAhead {
  /** Where there was no turn since. */
  const looked = new Map<number, number>();
  const lookedUpTo = (partition: number): number => Math.max(looked.get(partition) ?? 0, position(partition));

  /** False when there is nothing more to be read. */
  async function step(behind: readonly number[]): Promise<boolean> {
    const from = behind.map(lookedUpTo);
    const slices = await Promise.all(
      behind.map((partition, i) => events.readPartition(partition, from[i] as number, sliceMax, types)),
    );
    const lasts = slices.flatMap((slice) => slice.events.at(-1) ?? []);
    await Promise.all(lasts.map((last) => shown(last.partition, last.position)));
    const people = new Set<string>();
    for (const slice of slices)
      for (const one of slice.events) for (const person of await peopleOf(one)) people.add(person);
    if (people.size > 0) await recheck([...people]);
    for (const [i, partition] of behind.entries()) looked.set(partition, slices[i]?.position ?? 0);
    return behind.some((partition, i) => lookedUpTo(partition) > (from[i] as number));
  }

  return async (partition) => {
    if (events.partitions === 1 || types.length === 0) return;
    const heads = [...(await events.heads()).entries()].filter(([other]) => other !== partition);
    for (;;) {
      const behind = heads.filter(([other, head]) => lookedUpTo(other) < head).map(([other]) => other);
      if (behind.length === 0 || !(await step(behind))) return;
    }
  };
}
