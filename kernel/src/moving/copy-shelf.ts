import {
  compareKeys,
  keyOf,
  shelfNames,
  type FillableShelves,
  type ReadableShelves,
  type ShelfName,
  type ShelfRow,
} from './shelves.ts';

const pageRows = 1000;

interface Difference {
  readonly put: ShelfRow[];
  readonly remove: ShelfRow[];
}

/** Makes the rows of the target those of the source, and writes only where they differ. Answers how many that were. */
export async function copyShelves(from: ReadableShelves, to: FillableShelves): Promise<number> {
  let changed = 0;
  for (const shelf of shelfNames)
    for await (const { put, remove } of differences(shelf, from, to)) {
      await to.change(shelf, { put, remove });
      changed += put.length + remove.length;
    }
  return changed;
}

/** The first shelf whose rows differ, and how many there are on each. */
export async function compareShelves(
  from: ReadableShelves,
  to: ReadableShelves,
): Promise<ShelfName | undefined> {
  for (const shelf of shelfNames)
    for await (const { put, remove } of differences(shelf, from, to))
      if (put.length + remove.length > 0) return shelf;
  return undefined;
}

/** Walks both in the order of their keys. What is to be changed comes in bounded portions. */
async function* differences(
  shelf: ShelfName,
  from: ReadableShelves,
  to: ReadableShelves,
): AsyncGenerator<Difference, void> {
  const [left, right] = [walk(shelf, from), walk(shelf, to)];
  let [a, b] = [await left(), await right()];
  let found: Difference = { put: [], remove: [] };
  while (a || b) {
    const order = !a ? 1 : !b ? -1 : compareKeys(keyOf(shelf, a), keyOf(shelf, b));
    if (a && (order < 0 || (order === 0 && !sameRow(a, b)))) found.put.push(a);
    if (b && order > 0) found.remove.push(keyOf(shelf, b));
    if (order <= 0) a = await left();
    if (order >= 0) b = await right();
    if (found.put.length + found.remove.length < pageRows) continue;
    yield found;
    found = { put: [], remove: [] };
  }
  if (found.put.length + found.remove.length > 0) yield found;
}

const sameRow = (a: ShelfRow, b: ShelfRow | undefined): boolean =>
  b !== undefined && a.every((value, i) => value === b[i]);

/** One row after the other; `undefined` behind the last. */
function walk(shelf: ShelfName, rows: ReadableShelves): () => Promise<ShelfRow | undefined> {
  let page: readonly ShelfRow[] = [];
  let at = 0;
  let after: ShelfRow | undefined;
  let isEnd = false;
  return async () => {
    if (at === page.length && !isEnd) {
      page = await rows.rows(shelf, after, pageRows);
      at = 0;
      isEnd = page.length < pageRows;
      const last = page.at(-1);
      if (last) after = keyOf(shelf, last);
    }
    return page[at++];
  };
}
