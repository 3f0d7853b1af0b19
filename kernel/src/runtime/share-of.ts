import type { LeaseTable } from '../ports/index.ts';

export interface ShareChange {
  /** Work that nobody holds, and this member should. */
  readonly claim: readonly string[];
  /** Work that this member holds, and others should. */
  readonly give: readonly string[];
}

/**
 * OW10: what a member should take and give up, so that the work is spread evenly over those who can do it. Each decides
 * for itself from what it sees: what two decide alike is settled by the claim, and what nobody took comes up again.
 * `left` is work that was seen free before: it is taken whatever the member holds already.
 */
export function shareOf(me: string, { members, held }: LeaseTable, left: ReadonlySet<string>): ShareChange {
  const able = ableOf(members);
  const isMine = (work: string): boolean => able.get(work)?.includes(me) ?? false;
  const holders = new Map(held.map(({ work, holder }) => [work, holder]));
  const owned = held.flatMap(({ work, holder }) => (holder === me ? [work] : []));
  const kept = owned.filter(isMine);
  const fair = fairShares(able);
  const counts = Map.groupBy(held, ({ holder }) => holder);
  const hasRoom = (name: string): boolean => (counts.get(name)?.length ?? 0) < (fair.get(name) ?? 0);
  const room = (fair.get(me) ?? 0) - kept.length;

  // What others need, and what is no longer wanted here, is not this member's any more.
  const others = owned.filter((work) => !isMine(work));
  const surplus = kept
    .filter((work) => able.get(work)?.some((name) => name !== me && hasRoom(name)))
    .toSorted((a, b) => affinity(me, a) - affinity(me, b))
    .slice(0, Math.max(0, -room));

  const free = [...able.keys()].filter((work) => isMine(work) && !holders.has(work));
  const [must, may] = [true, false].map((is) =>
    free.filter((work) => (left.has(work) || able.get(work)?.length === 1) === is),
  ) as [string[], string[]];
  const some = may
    .toSorted((a, b) => affinity(me, b) - affinity(me, a))
    .slice(0, Math.max(0, room - must.length));
  return { claim: [...must, ...some], give: [...others, ...surplus] };
}

/** Who can do each work: those who want it, or of those who need it the first. */
function ableOf(members: LeaseTable['members']): ReadonlyMap<string, readonly string[]> {
  const able = new Map<string, string[]>();
  for (const { name, wants } of members)
    for (const work of wants) {
      const names = able.get(work);
      if (names) names.push(name);
      else able.set(work, [name]);
    }
  const needed = new Map<string, string>();
  for (const { name, needs } of members.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    for (const work of needs) if (!needed.has(work)) needed.set(work, name);
  for (const [work, name] of needed) able.set(work, [name]);
  return able;
}

/** How many works each should have: an equal part of each that it can do, rounded up. */
function fairShares(able: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const names of able.values())
    for (const name of names) parts.set(name, (parts.get(name) ?? 0) + 1 / names.length);
  return new Map([...parts].map(([name, part]) => [name, Math.ceil(part - roundingError)]));
}

const roundingError = 1e-9;

/** Each member prefers other work (rendezvous hashing), so that those who take at once seldom want the same. */
function affinity(member: string, work: string): number {
  let hash = 0x811c9dc5;
  const text = `${member}\0${work}`;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
