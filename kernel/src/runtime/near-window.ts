/** A row where it stands in an index. */
export interface Place {
  readonly by: string | number;
  readonly key: string;
  readonly row: object;
}

/** The first places of one group of an index, without a gap, in the order they are read. */
export interface NearWindow {
  readonly places: readonly Place[];
  /** `count` places beyond another one, or all there are; `undefined` where it does not reach so far. */
  beyond(after: Pick<Place, 'by' | 'key'> | undefined, count: number): readonly Place[] | undefined;
  /** False when that is further than the window reaches. */
  enter(place: Place): boolean;
  leave(key: string): void;
}

type At = Pick<Place, 'by' | 'key'>;

/** `ended`: nothing comes after these places. */
export function nearWindow(
  given: readonly Place[],
  options: {
    readonly ended: boolean;
    readonly direction: 'ascending' | 'descending';
    /** Called with the key of what had to go to make room. */
    readonly onLeft: (key: string) => void;
  },
): NearWindow {
  const places = [...given];
  const placesMax = Math.max(64, 2 * places.length);
  const sign = options.direction === 'ascending' ? 1 : -1;
  let { ended } = options;

  /** Where a place stands, or would stand. */
  function indexOf(at: At): number {
    let low = 0;
    for (let high = places.length; low < high;) {
      const middle = (low + high) >> 1;
      if (sign * compared(places[middle] as Place, at) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    places,
    beyond(after, count) {
      let from = after ? indexOf(after) : 0;
      const found = places[from];
      if (after && found && compared(found, after) === 0) from++;
      if (!ended && places.length - from < count) return undefined;
      return places.slice(from, from + count);
    },
    enter(place) {
      const index = indexOf(place);
      if (index === placesMax) ended = false;
      if (index === places.length && !ended) return false;
      places.splice(index, 0, place);
      if (places.length > placesMax) {
        options.onLeft((places.pop() as Place).key);
        ended = false;
      }
      return true;
    },
    leave(key) {
      const index = places.findIndex((place) => place.key === key);
      if (index >= 0) places.splice(index, 1);
    },
  };
}

/** VW22. */
function compared(a: At, b: At): number {
  if (typeof a.by === 'number' && typeof b.by === 'number') return a.by - b.by || textsCompared(a.key, b.key);
  if (typeof a.by === 'number') return -1;
  if (typeof b.by === 'number') return 1;
  return textsCompared(a.by, b.by) || textsCompared(a.key, b.key);
}

const beyondBasic = /[\ud800-\uffff]/;

/** UTF-16 has the order of UTF-8 up to U+D7FF. */
function textsCompared(a: string, b: string): number {
  if (a === b) return 0;
  if (beyondBasic.test(a) && beyondBasic.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
