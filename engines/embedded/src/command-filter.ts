/**
 * Bloom filters over the keys of commands: of nearly every key that is not there one says so, of none that is there.
 * Keys are hashes already, so their own bits name the places, by double hashing (Bloom 1970, doi:10.1145/362686.362692;
 * Kirsch and Mitzenmacher 2008, doi:10.1002/rsa.20208).
 */
const half = 2 ** 20;
/** Keys are below. Its root is the number of a filter's bits. */
export const keysEnd = half * half;

/** With six places per key and 16 bits for each of 65,536 keys, one stranger in 1,000 is let pass. */
const places = 6;

const startOf = (key: number): number => key % half;
const stepOf = (key: number): number => Math.floor(key / half) | 1;

/** The stored form of a filter. */
export function filterOf(keys: Iterable<number>): Uint8Array {
  const bytes = new Uint8Array(half / 8);
  for (const key of keys)
    for (let i = 0, bit = startOf(key), step = stepOf(key); i < places; i++, bit = (bit + step) % half)
      bytes[bit >>> 3] = (bytes[bit >>> 3] as number) | (1 << (bit & 7));
  return bytes;
}

/** Filters side by side: the bits that sixteen of them have at a place are one word, and asking all is as asking one. */
const together = 16;

export function commandFilters() {
  const groups: Uint16Array[] = [];

  function groupOf(filter: number): Uint16Array {
    const group = Math.floor(filter / together);
    return (groups[group] ??= new Uint16Array(half));
  }

  return {
    /** Gives a key to a filter. */
    add(filter: number, key: number): void {
      const group = groupOf(filter);
      const mark = 1 << (filter % together);
      for (let i = 0, bit = startOf(key), step = stepOf(key); i < places; i++, bit = (bit + step) % half)
        group[bit] = (group[bit] as number) | mark;
    },

    /** Gives all that a stored filter has. */
    take(filter: number, bytes: Uint8Array): void {
      const group = groupOf(filter);
      const mark = 1 << (filter % together);
      for (let i = 0; i < bytes.length; i++)
        for (let rest = bytes[i] as number; rest !== 0; rest &= rest - 1) {
          const bit = i * 8 + 31 - Math.clz32(rest & -rest);
          group[bit] = (group[bit] as number) | mark;
        }
    },

    /** Asks `look` where a key may be, newest first, until it has found something. */
    find<Found>(key: number, look: (filter: number, key: number) => Found | undefined): Found | undefined {
      const step = stepOf(key);
      for (let g = groups.length - 1; g >= 0; g--) {
        const group = groups[g] as Uint16Array;
        let may = 2 ** together - 1;
        for (let i = 0, bit = startOf(key); i < places && may !== 0; i++, bit = (bit + step) % half)
          may &= group[bit] as number;
        while (may !== 0) {
          const last = 31 - Math.clz32(may);
          const found = look(g * together + last, key);
          if (found !== undefined) return found;
          may ^= 1 << last;
        }
      }
      return undefined;
    },
  };
}
