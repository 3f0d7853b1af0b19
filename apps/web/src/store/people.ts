import { signal, type Signal } from '@preact/signals';
import { call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import type { Person } from '../api/shapes.ts';

export interface Relation {
  readonly following: boolean;
  readonly requested: boolean;
  readonly followedBy: boolean;
  readonly blocking: boolean;
  readonly muting: boolean;
}

const peopleMax = 500;
const relationsMax = 1000;
const byHandle = new Map<string, Signal<Person | undefined>>();
const relations = new Map<string, Signal<Relation | undefined>>();
const asking = new Map<string, Promise<void>>();

const stranger: Relation = {
  following: false,
  requested: false,
  followedBy: false,
  blocking: false,
  muting: false,
};

function kept<Value>(map: Map<string, Signal<Value | undefined>>, key: string, max: number) {
  const known = map.get(key);
  if (known) return known;
  for (const oldest of map.keys()) {
    if (map.size < max) break;
    map.delete(oldest);
  }
  const fresh = signal<Value | undefined>(undefined);
  map.set(key, fresh);
  return fresh;
}

export const personBy = (handle: string): Signal<Person | undefined> => kept(byHandle, handle, peopleMax);

export async function readPerson(handle: string): Promise<void> {
  const person = await call<Person>('GET', paths.person(handle));
  personBy(handle).value = person;
}

export const relationTo = (person: string): Signal<Relation | undefined> =>
  kept(relations, person, relationsMax);

/** Reads how the two of us stand; many who ask at once ask once. */
export function readRelation(person: string): Promise<void> {
  const running = asking.get(person);
  if (running) return running;
  const reading = call<Relation>('GET', paths.relation(person))
    .then((relation) => void (relationTo(person).value = relation))
    .finally(() => asking.delete(person));
  asking.set(person, reading);
  return reading;
}

export function changeRelation(person: string, changes: Partial<Relation>): void {
  const relation = relationTo(person);
  relation.value = { ...(relation.value ?? stranger), ...changes };
}

export function forgetPeople(): void {
  byHandle.clear();
  relations.clear();
}
