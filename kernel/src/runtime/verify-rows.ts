import type { IndexEntry, StoredRow } from '../ports/index.ts';
import { searchWords } from '../ports/search-words.ts';
import { entriesOf } from './entries-of.ts';
import { readable } from './readable.ts';
import type { Compare, Difference, Note } from './difference.ts';

export type Group = Pick<IndexEntry, 'index' | 'group'>;

/** What stands in the rows, to be looked up in indexes and texts. */
interface Seen {
  rows: number;
  readonly groups: Map<string, Group>;
  readonly words: Set<string>;
}

const pageRows = 1000;
const groupsMax = 1_000_000;
const wordsMax = 10_000;

/** Compares the rows, a page at a time. */
export async function verifyRows(
  { view, store, live, fresh, differences }: Compare,
  note: Note,
): Promise<Seen> {
  const seen: Seen = { rows: 0, groups: new Map(), words: new Set() };
  const collect = ({ key, row: text }: StoredRow): void => {
    const row = JSON.parse(text) as object;
    for (const { index, group } of entriesOf(view, key, row))
      if (seen.groups.size < groupsMax) seen.groups.set(JSON.stringify([index, group]), { index, group });
    const searched = seen.words.size < wordsMax ? (view.search?.(row, key) ?? '') : '';
    for (const word of searchWords(searched, wordsMax - seen.words.size)) seen.words.add(word);
  };

  for (let after: string | undefined = ''; after !== undefined;) {
    const from: string = after;
    let page: Page = { rows: [], end: undefined };
    const found = await differences(async () => {
      const expected = await store.scan(fresh, from, pageRows);
      return readable(async () => {
        const there = await store.scan(live, from, pageRows);
        const end = endOf([expected, there]);
        page = { rows: upTo(expected, end), end };
        return differing(page.rows, upTo(there, end));
      });
    });
    if (!note(found)) break;
    for (const row of page.rows) collect(row);
    seen.rows += page.rows.length;
    after = page.end;
  }
  return seen;
}

interface Page {
  readonly rows: readonly StoredRow[];
  readonly end: string | undefined;
}

function differing(expected: readonly StoredRow[], found: readonly StoredRow[]): Difference[] {
  const there = new Map(found.map(({ key, row }) => [key, row]));
  const differences: Difference[] = [];
  for (const { key, row } of expected) {
    const other = there.get(key);
    if (other !== row)
      differences.push({ where: `row ${key}`, what: other === undefined ? 'missing' : 'differs' });
    there.delete(key);
  }
  for (const key of there.keys()) differences.push({ where: `row ${key}`, what: 'left over' });
  return differences;
}

/** Beyond the end of a full page it is not known what follows: the first end counts. */
function endOf(pages: readonly (readonly StoredRow[])[]): string | undefined {
  const ends = pages.flatMap((page) => (page.length === pageRows ? [page.at(-1)?.key ?? ''] : []));
  return ends.toSorted(inBytes)[0];
}

const upTo = (page: readonly StoredRow[], end: string | undefined): readonly StoredRow[] =>
  end === undefined ? page : page.filter(({ key }) => inBytes(key, end) <= 0);

/** Stores keep keys in the order of their UTF-8 bytes. */
const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
