import type { DatabaseSync } from 'node:sqlite';
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
  let young = new Map<string, number>();
  let old = new Map<string, number>();

  function set(stream: string, head: number): void {
    if (young.size >= generationMax) {
      old = young;
      young = new Map();
    }
    young.set(stream, head);
  }

  return {
    set,
    get(stream: string): number {
      const recent = young.get(stream);
      if (recent !== undefined) return recent;
      let head = old.get(stream);
      if (head === undefined) {
        const row = last.get(stream);
        if (!row) return 0;
        head = seqOf(partitionOf(row[1]), row[0]);
      }
      set(stream, head);
      return head;
    },
    clear(): void {
      young = new Map();
      old = new Map();
    },
  };
}
