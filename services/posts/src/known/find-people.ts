import type { Look } from '@touchline/kernel';
import type { PostRow } from '../answer/post-row.ts';
import { handles } from './handles.ts';
import { personCards } from './person-cards.ts';
import { standing, tieKey, ties } from './ties.ts';

type Mention = NonNullable<PostRow['mentions']>[number];

/**
 * The people that handles name, as the author may know them: one who blocks or is blocked is nobody here. Whom a text
 * has named before it goes on naming, also by a handle that they have left.
 */
export async function findPeople(
  look: Look,
  author: string | null,
  named: readonly string[],
  earlier: readonly Mention[] = [],
): Promise<ReadonlyMap<string, string>> {
  if (named.length === 0) return new Map();
  const rows = await look.getMany(handles, named);
  const found = named.flatMap((handle, i) => {
    const person = rows[i]?.person ?? earlier.find((one) => one.handle === handle)?.person;
    return person === undefined ? [] : [[handle, person] as const];
  });
  const people = found.map(([, person]) => person);
  if (people.length === 0) return new Map();
  // Who was erased has no card. A handle may be left of them where the log tells of no end, as a restored one does not.
  const cards = await look.getMany(personCards, people);
  const keys = author === null ? [] : people.map((person) => tieKey(author, person));
  const known = await look.getMany(ties, keys);
  return new Map(
    found.filter(([, person], i) => cards[i] && !standing(known[i], author ?? '', person).blocked),
  );
}
