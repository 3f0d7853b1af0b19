import { keysEnd } from './command-filter.ts';

/** Of commands that are still to be saved. To a `Map`, keys of 40 bits would each be an object, and several times as slow. */
export function commandTable(entries: Iterable<readonly [key: number, seq: number]> = []) {
  const slotsMin = 16_384;
  const released = -1;
  let keys = new Float64Array(slotsMin);
  /** 0 where nobody is. */
  let seqs = new Float64Array(slotsMin);
  let used = 0;
  let size = 0;

  /** Where a key is, or may be put. Keys are hashes already, so their own bits name the place. */
  function slotOf(key: number): number {
    const last = keys.length - 1;
    let slot = key & last;
    while (seqs[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  }

  function get(key: number): number | undefined {
    const seq = seqs[slotOf(key)] as number;
    return seq > 0 ? seq : undefined;
  }

  function set(key: number, seq: number): void {
    // Places of keys that were released count until they are left behind.
    if (used * 2 >= keys.length) resize(size * 4 < keys.length ? keys.length : keys.length * 2);
    const slot = slotOf(key);
    const before = seqs[slot] as number;
    if (before === 0) used++;
    if (before <= 0) size++;
    keys[slot] = key;
    seqs[slot] = seq;
  }

  function resize(slots: number): void {
    const [keysBefore, seqsBefore] = [keys, seqs];
    [keys, seqs] = [new Float64Array(slots), new Float64Array(slots)];
    [used, size] = [0, 0];
    for (const [slot, seq] of seqsBefore.entries()) if (seq > 0) set(keysBefore[slot] as number, seq);
  }

  for (const [key, seq] of entries) set(key, seq);
  return {
    get,
    set,
    /** At the key, or, where another command is, at the next one that is free. */
    put(key: number, seq: number): void {
      let free = key;
      while (get(free) !== undefined) free = (free + 1) % keysEnd;
      set(free, seq);
    },
    size: (): number => size,
    delete(key: number): void {
      const slot = slotOf(key);
      if ((seqs[slot] as number) <= 0) return;
      seqs[slot] = released; // Those that were put behind it are still found.
      size--;
    },
    clear(): void {
      if (keys.length > slotsMin) [keys, seqs] = [new Float64Array(slotsMin), new Float64Array(slotsMin)];
      else seqs.fill(0);
      [used, size] = [0, 0];
    },
    /** In ascending order. */
    keys: (): Float64Array => keys.filter((_, slot) => (seqs[slot] as number) > 0).toSorted(),
  };
}

export type CommandTable = ReturnType<typeof commandTable>;
