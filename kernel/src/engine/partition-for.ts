/**
 * The partition of a new stream: FNV-1a over the key's UTF-16 units, mixed with fmix32 of MurmurHash3 so that the
 * low bits depend on all of them. Part of the log's format: streams with equal keys must always meet.
 */
export function partitionFor(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  let h = 0x81_1c_9d_c5;
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01_00_01_93);
  h = Math.imul(h ^ (h >>> 16), 0x85_eb_ca_6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35);
  return ((h ^ (h >>> 16)) >>> 0) % partitions;
}
