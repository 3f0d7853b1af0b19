import { randomInt } from 'node:crypto';

/** Finds entries, which are numbered from 1, by the hash of their key. */
export interface CacheTable {
  /** The entry of this hash that is the right one; 0 when there is none. */
  find(hash: number, isIt: (entry: number) => boolean): number;
  add(hash: number, entry: number): void;
  remove(hash: number, entry: number): void;
}

/** Open addressing with linear probing (Knuth, TAOCP 6.4), at most half full. Hash and entry lie side by side. */
export function cacheTable(entriesMax: number): CacheTable {
  const places = 2 ** Math.ceil(Math.log2(2 * Math.max(1, entriesMax)));
  const last = places - 1;
  const table = new Int32Array(2 * places);

  const entryAt = (place: number): number => table[2 * place + 1] as number;
  const hashAt = (place: number): number => table[2 * place] as number;
  const next = (place: number): number => (place + 1) & last;

  return {
    find(hash, isIt) {
      for (let place = hash & last; ; place = next(place)) {
        const entry = entryAt(place);
        if (entry === 0 || (hashAt(place) === hash && isIt(entry))) return entry;
      }
    },
    add(hash, entry) {
      let place = hash & last;
      while (entryAt(place) !== 0) place = next(place);
      table[2 * place] = hash;
      table[2 * place + 1] = entry;
    },
    /** Nothing is left in its place: those behind it that it was in the way of move up. */
    remove(hash, entry) {
      let hole = hash & last;
      while (entryAt(hole) !== entry) hole = next(hole);
      for (let place = next(hole); entryAt(place) !== 0; place = next(place)) {
        const home = hashAt(place) & last;
        if (((place - home) & last) < ((place - hole) & last)) continue;
        table.copyWithin(2 * hole, 2 * place, 2 * place + 2);
        hole = place;
      }
      table[2 * hole + 1] = 0;
    },
  };
}

/** Of 25 bits, so that the sum over 2,048 characters is still a whole number. */
const factorEnd = 2 ** 25;
const factors = Float64Array.from({ length: 2048 }, () => randomInt(factorEnd));

/**
 * Each character times a number of its own that nobody outside knows: whoever chooses keys cannot choose them to meet in one
 * place (Carter and Wegman 1979, doi:10.1016/0022-0000(79)90044-8). Of longer keys the characters beyond do not count.
 */
export function hashOf(key: string, seed: number): number {
  const length = Math.min(key.length, factors.length);
  let sum = seed + length;
  for (let i = 0; i < length; i++) sum += key.charCodeAt(i) * (factors[i] as number);
  const hash = Math.imul((sum / 2 ** 32) ^ (sum >>> 15) ^ sum, 0x9e_37_79_b1);
  return hash ^ (hash >>> 15);
}
