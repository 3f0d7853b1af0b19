/** How a view that is far behind catches up (VW14). */
export interface StretchLimits {
  /** Events between cursor and head from which on it reads a stretch of the log before it writes. */
  readonly behindMin: number;
  /** Events folded between two turns of the event loop. */
  readonly readMax: number;
  /** Rows kept in memory until they are written together. */
  readonly rowsMax: number;
  /** Characters of the events and rows that these came from. */
  readonly charsMax: number;
}

/** Few rows of a table lie on one page: the more are written together, in order, the fewer pages are written. */
export const stretchLimits: StretchLimits = {
  behindMin: 5_000,
  readMax: 500,
  rowsMax: 50_000,
  charsMax: 32 * 2 ** 20,
};
