/** Gives equal ids as one and the same string, so that ten thousand windows hold a post's id once. */
export function sharedIds(idsMax: number): (id: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  // Two generations: what nobody asked for during a whole one is let go. Letting go costs memory, never truth.
  return (id) => {
    const known = young.get(id);
    if (known !== undefined) return known;
    const shared = old.get(id) ?? id;
    if (young.size >= idsMax) {
      old = young;
      young = new Map();
    }
    young.set(shared, shared);
    return shared;
  };
}
