import { randomInt } from 'node:crypto';
import type { Cache } from '@touchline/kernel/ports';
import { cacheTable, hashOf } from './cache-table.ts';

interface Space {
  readonly number: number;
  readonly seed: number;
  /** The highest revision that this namespace has forgotten a value of. */
  floor: number;
}

/**
 * A bounded cache in this process; values are kept by reference. What was not used lately goes first, found by SIEVE
 * (Zhang et al., NSDI 2024): a read only marks its entry, and a hand moves from old to new over the entries, sparing
 * the marked ones once. That makes a read as cheap as a look into a map, and a scan cannot wash out what is in use.
 *
 * An entry is a number, and what belongs to it stands at that place of several arrays: 100,000 entries would be as many
 * objects for the garbage collector to walk, and a `Map` from which as much is deleted as put in is full of holes.
 */
export function lruCache({ entriesMax }: { readonly entriesMax: number }): Cache {
  const spaces = new Map<string, Space>();
  const table = cacheTable(entriesMax);
  const keys: string[] = [''];
  const values: unknown[] = [undefined];
  const revisions = new Float64Array(entriesMax + 1);
  const hashes = new Int32Array(entriesMax + 1);
  /** The number of the namespace; 0: the entry is free. */
  const spaceOf = new Int32Array(entriesMax + 1);
  const used = new Uint8Array(entriesMax + 1);
  /** The neighbours by age; 0 at either end. */
  const newer = new Int32Array(entriesMax + 1);
  const older = new Int32Array(entriesMax + 1);
  const free: number[] = [];
  const bySpace: Space[] = [];
  let newest = 0;
  let oldest = 0;
  let hand = 0;
  let entries = 0;
  let hits = 0;
  let misses = 0;

  function find(space: Space, key: string, hash: number): number {
    return table.find(hash, (entry) => keys[entry] === key && spaceOf[entry] === space.number);
  }

  function link(entry: number): void {
    older[entry] = newest;
    newer[entry] = 0;
    if (newest !== 0) newer[newest] = entry;
    else oldest = entry;
    newest = entry;
    entries += 1;
  }

  function unlink(entry: number): void {
    const [after, before] = [newer[entry] as number, older[entry] as number];
    if (after !== 0) older[after] = before;
    else newest = before;
    if (before !== 0) newer[before] = after;
    else oldest = after;
    if (hand === entry) hand = after;
    entries -= 1;
  }

  function forget(entry: number): void {
    unlink(entry);
    const space = bySpace[(spaceOf[entry] as number) - 1] as Space;
    // CA3: without its value we only know that nothing older than this may come back.
    space.floor = Math.max(space.floor, revisions[entry] as number);
    table.remove(hashes[entry] as number, entry);
    keys[entry] = '';
    values[entry] = undefined;
    spaceOf[entry] = 0;
    free.push(entry);
  }

  function evict(): void {
    let candidate = hand || oldest;
    // Ends: a round that meets only marked entries has unmarked all of them.
    while (used[candidate] === 1) {
      used[candidate] = 0;
      candidate = (newer[candidate] as number) || oldest;
    }
    hand = newer[candidate] as number;
    forget(candidate);
  }

  function newSpace(namespace: string): Space {
    const space = { number: bySpace.length + 1, seed: randomInt(2 ** 32), floor: -Infinity };
    bySpace.push(space);
    spaces.set(namespace, space);
    return space;
  }

  return {
    get(namespace, key) {
      const space = spaces.get(namespace);
      const entry = space ? find(space, key, hashOf(key, space.seed)) : 0;
      if (entry === 0) {
        misses += 1;
        return undefined;
      }
      hits += 1;
      used[entry] = 1;
      return { value: values[entry], revision: revisions[entry] as number };
    },
    put(namespace, key, value, revision) {
      const space = spaces.get(namespace) ?? newSpace(namespace);
      const hash = hashOf(key, space.seed);
      const known = find(space, key, hash);
      if (known !== 0) {
        // CA2: an older revision loses.
        if (revision < (revisions[known] as number)) return;
        values[known] = value;
        revisions[known] = revision;
        used[known] = 1;
        return;
      }
      if (revision < space.floor || entriesMax < 1) return;
      if (entries >= entriesMax) evict();
      const entry = free.pop() ?? keys.length;
      keys[entry] = key;
      values[entry] = value;
      revisions[entry] = revision;
      hashes[entry] = hash;
      spaceOf[entry] = space.number;
      used[entry] = 0;
      table.add(hash, entry);
      link(entry);
    },
    clear(namespace) {
      const number = spaces.get(namespace)?.number;
      if (number === undefined) return;
      for (let entry = 1; entry < keys.length; entry++) if (spaceOf[entry] === number) forget(entry);
    },
    stats: () => ({ entries, hits, misses }),
  };
}
