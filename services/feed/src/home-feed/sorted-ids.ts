// Ids in ascending order, so that what is new is pushed at the end. A set would take six times the memory.

/** The index of the first id that is not smaller. */
export function placeOf(ids: readonly string[], id: string): number {
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ids[middle] as string) < id) from = middle + 1;
    else to = middle;
  }
  return from;
}

export const hasId = (ids: readonly string[], id: string): boolean => ids[placeOf(ids, id)] === id;

/** Inserts an id where it belongs. Twice is once. */
export function insertId(ids: string[], id: string): void {
  const last = ids.at(-1);
  if (last === undefined || last < id) {
    ids.push(id);
    return;
  }
  const place = placeOf(ids, id);
  if (ids[place] !== id) ids.splice(place, 0, id);
}

export function removeId(ids: string[], id: string): void {
  const place = placeOf(ids, id);
  if (ids[place] === id) ids.splice(place, 1);
}
