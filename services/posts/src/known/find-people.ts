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
  const people = new Map<string, string>();
  if (named.length === 0) return people;
  const rows = await look.getMany(handles, named);
  for (const [i, row] of rows.entries()) if (row) people.set(named[i] as string, row.person);
  const left = earlier.filter(({ handle }) => named.includes(handle) && !people.has(handle));
  for (const { handle, person } of await stillThere(look, left)) people.set(handle, person);
  if (author === null || people.size === 0) return people;
  const others = [...people].filter(([, person]) => person !== author);
  const known = await look.getMany(
    ties,
    others.map(([, person]) => tieKey(author, person)),
  );
  for (const [i, [name, person]] of others.entries())
    if (standing(known[i], author, person).blocked) people.delete(name);
  return people;
}

/** Those of people who were not erased since. */
async function stillThere(look: Look, mentions: readonly Mention[]): Promise<readonly Mention[]> {
  if (mentions.length === 0) return mentions;
  const cards = await look.getMany(
    personCards,
    mentions.map(({ person }) => person),
  );
  return mentions.filter((_, i) => cards[i] !== undefined);
}
