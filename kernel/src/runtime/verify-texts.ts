import type { ViewTable } from '../ports/index.ts';
import { readable } from './readable.ts';
import type { Compare, Difference, Note } from './difference.ts';

const foundMax = 1000;
const stepWords = 100;

/** Compares what words find, some at a time. */
export async function verifyTexts(
  { store, live, fresh, differences }: Compare,
  words: ReadonlySet<string>,
  note: Note,
): Promise<void> {
  const keysOf = async (table: ViewTable, word: string): Promise<Set<string>> =>
    new Set((await store.search(table, word, foundMax, 0)).map(({ key }) => key));

  async function differingKeys(word: string): Promise<Difference[]> {
    const [expected, found] = [await keysOf(fresh, word), await keysOf(live, word)];
    // The newest of many need not be the same ones.
    if (expected.size === foundMax && found.size === foundMax) return [];
    return [
      ...[...expected.difference(found)].map((key) => ({
        where: `text of ${key}`,
        what: 'missing' as const,
      })),
      ...[...found.difference(expected)].map((key) => ({
        where: `text of ${key}`,
        what: 'left over' as const,
      })),
    ];
  }

  const all = [...words];
  for (let from = 0; from < all.length; from += stepWords) {
    const found = await differences(async () => {
      const step: Difference[] = [];
      for (const word of all.slice(from, from + stepWords))
        step.push(...(await readable(() => differingKeys(word))));
      return step;
    });
    if (!note(found)) return;
  }
}
