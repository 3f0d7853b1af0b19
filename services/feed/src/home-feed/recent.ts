/** The last things that happened, numbered from 1 without gaps; the oldest make room. */
export interface Recent<Entry> {
  /** The number of the newest; 0 before the first. */
  latest(): number;
  /** The smallest number still held. */
  oldest(): number;
  add(entry: Entry): number;
  at(number: number): Entry;
}

export function recent<Entry>(max: number): Recent<Entry> {
  const ring: Entry[] = [];
  let latest = 0;
  let oldest = 1;
  return {
    latest: () => latest,
    oldest: () => oldest,
    add(entry) {
      latest += 1;
      ring[latest % max] = entry;
      oldest = Math.max(oldest, latest - max + 1);
      return latest;
    },
    at: (number) => ring[number % max] as Entry,
  };
}
