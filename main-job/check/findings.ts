const toldMax = 20;

/** What is not as it should be, and what was looked at: a check that looked at nothing has shown nothing. */
export interface Findings {
  /** A difference: what, where, expected and found. */
  differs(what: string): void;
  counted(what: string, times: number): void;
  differences(): number;
  /** The first differences, each with its place. */
  told(): readonly string[];
  counts(): ReadonlyMap<string, number>;
}

export function findings(): Findings {
  const told: string[] = [];
  const counts = new Map<string, number>();
  let differences = 0;
  return {
    differs(what) {
      if (++differences <= toldMax) told.push(what);
    },
    counted: (what, times) => void counts.set(what, (counts.get(what) ?? 0) + times),
    differences: () => differences,
    told: () => told,
    counts: () => counts,
  };
}
