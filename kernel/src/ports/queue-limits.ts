/** What a queue takes at most (QU9). Lengths count UTF-16 units. */
export const queueLimits = {
  nameLengthMax: 256,
  bodyLengthMax: 262_144,
  errorLengthMax: 2_000,
  takeMax: 1_000,
  openMax: 1_000_000,
  /** A year; longer waits are a timetable, not a queue. */
  delayMsMax: 31_536_000_000,
  /** How long the id of a finished message is remembered. */
  rememberMs: 30 * 86_400_000,
} as const;
