const ways = 4;

/**
 * Gives equal ids as one and the same string, so that ten thousand windows hold a post's id once. A table of small
 * sets, each with its last ids, newest first: forgetting one costs memory, never truth.
 */
export function sharedIds(idsMax: number): (id: string) => string {
  const sets = Math.max(1, Math.floor(idsMax / ways));
  const table: (string | undefined)[] = Array.from({ length: sets * ways });
  return (id) => {
    const first = (hashOf(id) % sets) * ways;
    for (let at = first; at < first + ways; at++) {
      const known = table[at];
      if (known === id) return known;
    }
    for (let at = first + ways - 1; at > first; at--) table[at] = table[at - 1];
    table[first] = id;
    return id;
  };
}

/** The end of an id is random: five bits in each letter. */
function hashOf(id: string): number {
  let hash = 0;
  for (let at = Math.max(0, id.length - 8); at < id.length; at++)
    hash = (hash * 33 + id.charCodeAt(at)) >>> 0;
  return hash;
}
