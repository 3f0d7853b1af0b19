import type { DatabaseSync } from 'node:sqlite';

/** Where a partition ends, and the checksum that the next event is chained to. */
export interface Tip {
  readonly position: number;
  readonly checksum: string;
}

/** The ends of all partitions, ahead of the table of heads until they are saved with what is written. */
export function logTips(log: DatabaseSync) {
  const saveOne = log.prepare('UPDATE heads SET position = ?, checksum = ? WHERE partition = ?');
  const changed = new Set<number>();
  let tips = load();

  function load(): Tip[] {
    const rows = log.prepare('SELECT position, checksum FROM heads ORDER BY partition').all();
    return rows.map(({ position, checksum }) => ({
      position: Number(position),
      checksum: String(checksum),
    }));
  }

  return {
    of: (partition: number): Tip => tips[partition] as Tip,
    positions: (): number[] => tips.map(({ position }) => position),
    set(partition: number, tip: Tip): void {
      tips[partition] = tip;
      changed.add(partition);
    },
    save(): void {
      for (const partition of changed) {
        const { position, checksum } = tips[partition] as Tip;
        saveOne.run(position, checksum, partition);
      }
      changed.clear();
    },
    /** After a batch that was rolled back. */
    reload(): void {
      tips = load();
      changed.clear();
    },
  };
}
