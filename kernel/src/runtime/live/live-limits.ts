/** What live streams may take of one process. */
export interface LiveLimits {
  readonly streamsMax: number;
  /** Patches kept for those who come back. */
  readonly keptMax: number;
  /** Events told again, per partition, when the first listener comes: for those who come back after a restart. */
  readonly retoldMax: number;
  /** Beyond this many patches at once a stream is told to read afresh instead. */
  readonly burstMax: number;
  /** Least time between two deliveries. What comes meanwhile goes out together, each thing once. */
  readonly paceMs: number;
  /** How long to wait until the views show what is about to be told. */
  readonly shownMaxMs: number;
  /** How long after the last listener left the log is still followed. */
  readonly lingerMs: number;
}

export const liveLimits: LiveLimits = {
  streamsMax: 8_000,
  keptMax: 10_000,
  retoldMax: 1_000,
  burstMax: 200,
  paceMs: 50,
  shownMaxMs: 2_000,
  lingerMs: 60_000,
};
