/**
 * What a view store takes at most (VW33). Lengths count UTF-16 units, as `length` does.
 * 256 × 3 bytes × (group + by + key) stays below the 2,704 bytes that a PostgreSQL index entry may have.
 */
export const viewLimits = {
  tableIdLengthMax: 56,
  indexesMax: 32,
  keyLengthMax: 256,
  rowLengthMax: 1_048_576,
  textLengthMax: 65_536,
  textWordsMax: 10_000,
  queryWordsMax: 8,
  documentLengthMax: 1_048_576,
  errorLengthMax: 2_000,
  commitRowsMax: 100_000,
  readKeysMax: 10_000,
  rangeMax: 10_000,
  searchMax: 1_000,
  searchOffsetMax: 10_000,
  parkedMax: 100_000,
} as const;
