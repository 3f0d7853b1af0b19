/**
 * A Bloom filter over the keys of commands: of nearly every key that is not there it says so, of none that is there.
 * Keys are hashes already, so their own bits name the places, by double hashing (Bloom 1970, doi:10.1145/362686.362692;
 * Kirsch and Mitzenmacher 2008, doi:10.1002/rsa.20208).
 */
export interface CommandFilter {
  /** The stored form. */
  readonly bytes: Uint8Array;
  add(key: number): void;
  mayHold(key: number): boolean;
}

/** Also the number of a filter's bits. Keys are below its square. */
const half = 2 ** 20;
export const keysEnd = half * half;

/** With four places per key and 16 bits for each of 65,536 keys, one stranger in 400 is let pass. */
const places = 4;

export function commandFilter(bytes: Uint8Array = new Uint8Array(half / 8)): CommandFilter {
  return {
    bytes,
    add(key) {
      const step = Math.floor(key / half) | 1;
      for (let i = 0, bit = key % half; i < places; i++, bit = (bit + step) % half)
        bytes[bit >>> 3] = (bytes[bit >>> 3] as number) | (1 << (bit & 7));
    },
    mayHold(key) {
      const step = Math.floor(key / half) | 1;
      for (let i = 0, bit = key % half; i < places; i++, bit = (bit + step) % half)
        if (((bytes[bit >>> 3] as number) & (1 << (bit & 7))) === 0) return false;
      return true;
    },
  };
}
