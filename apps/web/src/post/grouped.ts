export interface Group {
  readonly key: number;
  readonly ids: readonly string[];
}

export const groupMax = 30;
let keys = 0;

/**
 * A long list in groups, so that what looks for a place in it can pass over most of it. A card stays in the group it
 * came with, whatever comes above or below: it is not drawn anew.
 */
export function grouped(ids: readonly string[], before: readonly Group[]): readonly Group[] {
  const keyOf = new Map(before.flatMap((group) => group.ids.map((id) => [id, group.key] as const)));
  const groups: { key: number; ids: string[] }[] = [];
  const used = new Set<number>();
  for (const id of ids) {
    const last = groups.at(-1);
    const known = keyOf.get(id);
    if (last && (known === undefined ? last.ids.length < groupMax : known === last.key)) {
      last.ids.push(id);
      continue;
    }
    const key = known === undefined || used.has(known) ? ++keys : known;
    used.add(key);
    groups.push({ key, ids: [id] });
  }
  return groups;
}
