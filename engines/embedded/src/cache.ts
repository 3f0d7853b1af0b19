import type { Cache, CachedValue } from '@touchline/kernel/ports';

interface Entry {
  readonly space: Space;
  readonly key: string;
  cached: CachedValue;
  used: boolean;
  newer: Entry | undefined;
  older: Entry | undefined;
}

interface Space {
  readonly entries: Map<string, Entry>;
  /** The highest revision that this namespace has forgotten a value of. */
  floor: number;
}

/**
 * A bounded cache in this process; values are kept by reference. What was not used lately goes first, found by SIEVE
 * (Zhang et al., NSDI 2024): a read only marks its entry, and a hand moves from old to new over the entries, sparing
 * the marked ones once. That makes a read as cheap as a look into a map, and a scan cannot wash out what is in use.
 */
export function lruCache({ entriesMax }: { readonly entriesMax: number }): Cache {
  const spaces = new Map<string, Space>();
  let newest: Entry | undefined;
  let oldest: Entry | undefined;
  let hand: Entry | undefined;
  let entries = 0;
  let hits = 0;
  let misses = 0;

  const link = (entry: Entry): void => {
    entry.older = newest;
    if (newest) newest.newer = entry;
    newest = entry;
    oldest ??= entry;
    entries += 1;
  };
  const unlink = (entry: Entry): void => {
    const { newer, older } = entry;
    if (newer) newer.older = older;
    else newest = older;
    if (older) older.newer = newer;
    else oldest = newer;
    if (hand === entry) hand = newer;
    entries -= 1;
  };
  const forget = (entry: Entry): void => {
    unlink(entry);
    // CA3: without its value we only know that nothing older than this may come back.
    entry.space.floor = Math.max(entry.space.floor, entry.cached.revision);
    entry.space.entries.delete(entry.key);
  };
  const evict = (): void => {
    let candidate = hand ?? oldest;
    // Ends: a round that meets only marked entries has unmarked all of them.
    while (candidate?.used) {
      candidate.used = false;
      candidate = candidate.newer ?? oldest;
    }
    if (!candidate) return;
    hand = candidate.newer;
    forget(candidate);
  };

  return {
    get(namespace, key) {
      const entry = spaces.get(namespace)?.entries.get(key);
      if (!entry) {
        misses += 1;
        return undefined;
      }
      hits += 1;
      entry.used = true;
      return entry.cached;
    },
    put(namespace, key, value, revision) {
      let space = spaces.get(namespace);
      if (!space) spaces.set(namespace, (space = { entries: new Map(), floor: -Infinity }));
      const entry = space.entries.get(key);
      if (entry) {
        // CA2: an older revision loses.
        if (revision < entry.cached.revision) return;
        entry.cached = { value, revision };
        entry.used = true;
        return;
      }
      if (revision < space.floor || entriesMax < 1) return;
      if (entries >= entriesMax) evict();
      const made: Entry = {
        space,
        key,
        cached: { value, revision },
        used: false,
        newer: undefined,
        older: undefined,
      };
      space.entries.set(key, made);
      link(made);
    },
    clear(namespace) {
      for (const entry of spaces.get(namespace)?.entries.values() ?? []) forget(entry);
    },
    stats: () => ({ entries, hits, misses }),
  };
}
