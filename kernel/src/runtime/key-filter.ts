/** Remembers keys in a bounded space. */
export interface KeyFilter {
  /** True when the key was added before, and for a few that were not. */
  add(key: string): boolean;
}

/**
 * A Bloom filter whose two bits for a key lie in one word, so that a look costs one access to memory. With 2^18 words
 * (1 MiB), of the first 600,000 keys one in 100 is taken for known.
 */
export function keyFilter(words = 2 ** 18): KeyFilter {
  const bits = new Uint32Array(words);
  return {
    add(key) {
      // FNV-1a, mixed by fmix32 of MurmurHash3.
      let h = 0x81_1c_9d_c5;
      for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01_00_01_93);
      h = Math.imul(h ^ (h >>> 16), 0x85_eb_ca_6b);
      const two = (1 << (h & 31)) | (1 << ((h >>> 5) & 31));
      h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35);
      const at = (h ^ (h >>> 16)) & (words - 1);
      const before = bits[at] as number;
      bits[at] = before | two;
      return (before & two) === two;
    },
  };
}
