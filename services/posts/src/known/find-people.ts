import type { Look } from '@touchline/kernel';
import { handles } from './handles.ts';
import { standing, tieKey, ties } from './ties.ts';

/** The people that handles name, as the author may know them: one who blocks or is blocked is nobody here. */
export async function findPeople(
  look: Look,
  author: string | null,
  named: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const people = new Map<string, string>();
  if (named.length === 0) return people;
  const rows = await look.getMany(handles, named);
  for (const [i, row] of rows.entries()) if (row) people.set(named[i] as string, row.person);
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
