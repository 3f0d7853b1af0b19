/**
 * The partition of a new stream. Part of the log's format: streams with equal keys must always meet.
 */
export const partitionFor = (key: string, partitions: number): number =>
  partitions === 1 ? 0 : textHash(key) % partitions;

/**
 * 32 bits: FNV-1a over the text's UTF-16 units, mixed with fmix32 of MurmurHash3 so that the low bits depend on all of
 * them. Sets and maps of texts cost four times as much: V8 interns each text that it looks for.
 */
export function textHash(text: string): number {
  let h = 0x81_1c_9d_c5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01_00_01_93);
  h = Math.imul(h ^ (h >>> 16), 0x85_eb_ca_6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35);
  return (h ^ (h >>> 16)) >>> 0;
}
