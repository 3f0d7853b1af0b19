import type { DatabaseSync } from 'node:sqlite';
import { recentMap } from '@touchline/kernel/engine';
import { partitionOf, seqOf } from './log-schema.ts';
import { arrays } from './sqlite.ts';

const generationMax = 32_768;

/**
 * The last version and the partition of each stream, in one number: `partition · 2^44 + version`; 0 when there is no
 * such stream. Bounded: two generations of names, the older one is let go when the younger is full.
 */
export function streamHeads(log: DatabaseSync) {
  const last = arrays<[version: number, seq: number]>(
    log,
    'SELECT version, seq FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1',
  );
  const known = recentMap<number>(generationMax);

  return {
    set: known.set,
    get(stream: string): number {
      const recent = known.get(stream);
      if (recent !== undefined) return recent;
      const row = last.get(stream);
      if (!row) return 0;
      const head = seqOf(partitionOf(row[1]), row[0]);
      known.set(stream, head);
      return head;
    },
    clear: known.clear,
  };
}
