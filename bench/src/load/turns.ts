/** Which of several kinds is next, by weight, evenly spread. */
export function turns<Kind extends { readonly requests: { readonly weight: number } }>(
  kinds: readonly Kind[],
): () => Kind {
  const credits = kinds.map(() => 0);
  const total = kinds.reduce((sum, { requests }) => sum + requests.weight, 0);
  return () => {
    let chosen = 0;
    for (const [at, { requests }] of kinds.entries()) {
      credits[at] = (credits[at] ?? 0) + requests.weight;
      if ((credits[at] ?? 0) > (credits[chosen] ?? 0)) chosen = at;
    }
    credits[chosen] = (credits[chosen] ?? 0) - total;
    return kinds[chosen] as Kind;
  };
}
