/** What all builds of a process remember together has one bound. */
export interface NearBound {
  took(count: number): void;
  /** `age` is called when so much was taken that what was not used since the time before is to go. */
  join(age: () => void): () => void;
}

/** Two generations of this many values each, as in `recentMap`. */
const valuesMax = 75_000;

export function nearBound(max = valuesMax): NearBound {
  const members = new Set<() => void>();
  let taken = 0;
  return {
    took(count) {
      taken += count;
      if (taken < max) return;
      taken = 0;
      for (const age of members) age();
    },
    join(age) {
      members.add(age);
      return () => void members.delete(age);
    },
  };
}
