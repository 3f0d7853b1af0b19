import { signal, type Signal } from '@preact/signals';
import { call } from '../api/call.ts';
import { isNowhere } from '../api/failure.ts';
import { paths } from '../api/paths.ts';
import { member } from '../api/session.ts';
import type { Person } from '../api/shapes.ts';
import { atSomeMoment } from './at-some-moment.ts';
import { beginRead } from './posts.ts';

export interface Relation {
  readonly following: boolean;
  readonly requested: boolean;
  readonly followedBy: boolean;
  readonly blocking: boolean;
  readonly muting: boolean;
}

const peopleMax = 500;
const relationsMax = 1000;
/** `null` is somebody who is not there, or not for us; `undefined` who has not been read yet. */
const byHandle = new Map<string, Signal<Person | null | undefined>>();
const relations = new Map<string, Signal<Relation | undefined>>();
/** When how we stand to somebody was changed here last. */
const changes = new Map<string, number>();
/** Those that a screen shows now: by handle, and by id. */
const shownPeople = new Set<string>();
const shownRelations = new Set<string>();
const asking = new Map<string, Promise<void>>();

export const stranger: Relation = {
  following: false,
  requested: false,
  followedBy: false,
  blocking: false,
  muting: false,
};

interface Kept<Value> {
  readonly map: Map<string, Signal<Value | undefined>>;
  readonly max: number;
  readonly shown: Set<string>;
}

function kept<Value>({ map, max, shown }: Kept<Value>, key: string) {
  const known = map.get(key);
  if (known) return known;
  for (const oldest of map.keys()) {
    if (map.size < max) break;
    map.delete(oldest);
  }
  const fresh = signal<Value | undefined>(undefined, {
    watched: () => void shown.add(key),
    unwatched: () => void shown.delete(key),
  });
  map.set(key, fresh);
  return fresh;
}

export const personBy = (handle: string): Signal<Person | null | undefined> =>
  kept({ map: byHandle, max: peopleMax, shown: shownPeople }, handle);

export async function readPerson(handle: string): Promise<void> {
  try {
    const person = await call<Person>('GET', paths.person(handle));
    personBy(handle).value = person;
  } catch (error) {
    if (isNowhere(error)) personBy(handle).value = null;
    throw error;
  }
}

/** A person has closed their account. */
export function personGone(person: string): void {
  for (const known of byHandle.values()) if (known.value?.id === person) known.value = null;
}

/** Reads those again who are shown and whose number of followers, or of followed, has changed: a person and us. */
export function readCountsOf(person: string): void {
  for (const [handle, { value }] of byHandle)
    if (value && (value.id === person || value.id === member.peek()?.id)) readPerson(handle).catch(() => {});
}

export const relationTo = (person: string): Signal<Relation | undefined> =>
  kept({ map: relations, max: relationsMax, shown: shownRelations }, person);

/** Reads how the two of us stand; many who ask at once ask once. */
export function readRelation(person: string): Promise<void> {
  const running = asking.get(person);
  if (running) return running;
  const readAt = beginRead();
  const reading = call<Relation>('GET', paths.relation(person))
    .then((read) => {
      const relation = relationTo(person);
      const changedAt = changes.get(person) ?? 0;
      // What was done here since the read began is newer than what it says of it.
      relation.value =
        changedAt > readAt && relation.value ? { ...relation.value, followedBy: read.followedBy } : read;
    })
    .finally(() => asking.delete(person));
  asking.set(person, reading);
  return reading;
}

function noteChange(person: string): void {
  changes.delete(person);
  changes.set(person, beginRead());
  for (const oldest of changes.keys()) {
    if (changes.size <= relationsMax) break;
    changes.delete(oldest);
  }
}

export function changeRelation(person: string, to: Partial<Relation>): void {
  const relation = relationTo(person);
  noteChange(person);
  relation.value = { ...(relation.value ?? stranger), ...to };
}

/** Reads those again that are shown: what changed of them may not have been told. */
export const readPeopleAgain = atSomeMoment(() => {
  for (const handle of shownPeople) readPerson(handle).catch(() => {});
  for (const person of shownRelations) readRelation(person).catch(() => {});
});

export function forgetPeople(): void {
  byHandle.clear();
  relations.clear();
  changes.clear();
}
