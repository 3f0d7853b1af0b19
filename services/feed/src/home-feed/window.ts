import { hasId, insertId, placeOf, removeId } from './sorted-ids.ts';

/** The newest part of one person's feed, without a gap from the newest id down to the floor. */
export interface Window {
  /** Ascending: the newest is the last. */
  readonly ids: string[];
  /** What is older than this is not held; empty when nothing is older. */
  floor: string;
  /** Which of the ids the person gave kudos to or reposted. May hold a few that are not in the window. */
  readonly kudos: string[];
  readonly reposts: string[];
}

export type Reaction = 'kudos' | 'reposts';

/** What a load brings, and what stays when there is no more room: some is left free, so that it is made seldom. */
export const loadedIds = (idsMax: number): number =>
  Math.max(1, Math.min(idsMax - 1, idsMax - (idsMax >> 3)));

/** An array of ids with room for what comes, taken once: growing by itself, an array takes half as much again. */
export function withRoom(ids: readonly string[], idsMax: number): string[] {
  const room = Array.from({ length: Math.max(idsMax, ids.length) }, () => '');
  for (let i = 0; i < ids.length; i++) room[i] = ids[i] as string;
  room.length = ids.length;
  return room;
}

/** A post comes in. Twice is once; older than the floor is no part of the window. */
export function deliver(window: Window, id: string, idsMax: number): void {
  const { ids } = window;
  if (id < window.floor) return;
  if (ids.length >= idsMax) dropOldest(window, idsMax);
  if (id >= window.floor) insertId(ids, id);
}

function dropOldest(window: Window, idsMax: number): void {
  const { ids } = window;
  const kept = loadedIds(idsMax);
  ids.copyWithin(0, ids.length - kept);
  ids.length = kept;
  window.floor = ids[0] as string;
}

/** The person reacted, or took it back. */
export function react(window: Window, what: Reaction, id: string, on: boolean, idsMax: number): void {
  const reacted = window[what];
  if (!on) return removeId(reacted, id);
  if (id < window.floor) return;
  insertId(reacted, id);
  if (reacted.length <= 2 * idsMax) return;
  const kept = reacted.filter((one) => hasId(window.ids, one));
  reacted.splice(0, reacted.length, ...kept);
}

/** Up to `limit` ids below a place, newest first. */
export function idsBelow(window: Window, before: string | undefined, limit: number): string[] {
  const { ids } = window;
  const found: string[] = [];
  const from = before === undefined ? ids.length : placeOf(ids, before);
  for (let at = from - 1; at >= 0 && found.length < limit; at--) found.push(ids[at] as string);
  return found;
}

/** True when nothing is older than the last id of a page; `undefined` stands for an empty page. */
export const endsAt = ({ ids, floor }: Window, last: string | undefined): boolean =>
  floor === '' && (last === undefined || placeOf(ids, last) === 0);
