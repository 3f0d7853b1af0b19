/** What leases take at most (OW8). Lengths count UTF-16 units. */
export const leaseLimits = {
  memberLengthMax: 128,
  workLengthMax: 256,
  /** Works that one member may want, and that may be named in one call. */
  worksMax: 10_000,
  membersMax: 1_000,
} as const;
