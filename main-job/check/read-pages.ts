import type { Findings } from './findings.ts';
import { answered, type Reach } from './reach.ts';

interface Page {
  readonly items: readonly object[];
  readonly next?: string;
}

const pagesMax = 100_000;

/** All pages of a list, one after the other, as this person (a stranger where none is named). */
export async function readPages(
  reach: Reach,
  path: string,
  person: string | undefined,
  found: Findings,
  limit = 100,
): Promise<object[]> {
  const items: object[] = [];
  let before = '';
  for (let pages = 1; pages <= pagesMax; pages++) {
    const asked = `${path}?limit=${limit}${before && `&before=${encodeURIComponent(before)}`}`;
    const page = answered(await reach.read(asked, person), asked) as Page;
    for (const item of page.items) items.push(item);
    found.counted('pages', 1);
    if (page.next === undefined) return items;
    if (page.next === before) break;
    before = page.next;
  }
  throw new Error(`${path} does not come to an end: its next page is ${before} again and again.`);
}
