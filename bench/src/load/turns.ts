import { mulberry32 } from '../../../apps/server/src/testing/synthetic-graph.ts';

const seed = 2026;

/**
 * Which of several kinds is next: by chance, in proportion to the weights, the same in each run. In a fixed order
 * requests would fall into step with a gateway that takes its processes in turns, and one process get all of a kind.
 */
export function turns<Kind extends { readonly requests: { readonly weight: number } }>(
  kinds: readonly Kind[],
): () => Kind {
  const random = mulberry32(seed);
  const total = kinds.reduce((sum, { requests }) => sum + requests.weight, 0);
  return () => {
    let left = random() * total;
    return kinds.find(({ requests }) => (left -= requests.weight) < 0) ?? (kinds[0] as Kind);
  };
}
