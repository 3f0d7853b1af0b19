/** An undirected friendship. */
export type Edge = readonly [number, number];

export interface GraphShape {
  readonly people: number;
  readonly edges: number;
  /** Degrees at shares of the people, ascending; the first share is 0 and the last 1. */
  readonly degreesAt: readonly (readonly [share: number, degree: number])[];
}

/** The figures of a real campus network (Reed98 of Traud, Mucha and Porter, 2012), without anything else of it. */
export const campus: GraphShape = {
  people: 962,
  edges: 18_812,
  degreesAt: [
    [0, 1],
    [0.5, 29],
    [0.9, 87],
    [0.99, 157],
    [1, 313],
  ],
};

/** A graph of a shape, the same for the same seed: neither self-loops nor double edges. */
export function syntheticGraph(shape: GraphShape = campus, seed = 1): Edge[] {
  const random = mulberry32(seed);
  const degrees = degreesOf(shape);
  const edges = shuffled(havelHakimi(degrees), random);
  return edges.map(([a, b]) => (a < b ? [a, b] : [b, a]));
}

/** Degrees in ascending order that meet the figures exactly and add up to twice the edges. */
function degreesOf({ people, edges, degreesAt }: GraphShape): number[] {
  const placeOf = (share: number): number => Math.min(people - 1, Math.floor(share * people));
  const fixed = new Set(degreesAt.map(([share]) => placeOf(share)));
  const curved = (bend: number): number[] => {
    const degrees: number[] = [];
    for (let i = 0; i < degreesAt.length - 1; i++) {
      const [[fromShare, from], [toShare, to]] = [degreesAt[i], degreesAt[i + 1]] as [
        readonly [number, number],
        readonly [number, number],
      ];
      const [first, last] = [placeOf(fromShare), placeOf(toShare)];
      for (let at = first; at <= last; at++)
        degrees[at] = Math.round(from + (to - from) * ((at - first) / Math.max(1, last - first)) ** bend);
    }
    return degrees;
  };
  // The bend of the curve between the figures decides the mean: halve towards it, then settle the rest by ones.
  let [straight, bent] = [0.1, 10];
  for (let i = 0; i < 60; i++) {
    const middle = (straight + bent) / 2;
    if (sum(curved(middle)) > 2 * edges) straight = middle;
    else bent = middle;
  }
  const degrees = curved(bent);
  let missing = 2 * edges - sum(degrees);
  for (let round = 0; round < people && missing !== 0; round++)
    for (let at = people - 2; at > 0 && missing !== 0; at--) {
      const degree = degrees[at] as number;
      const step = Math.sign(missing);
      const neighbour = degrees[at + step] as number;
      if (fixed.has(at) || (step > 0 ? degree >= neighbour : degree <= neighbour)) continue;
      degrees[at] = degree + step;
      missing -= step;
    }
  if (missing !== 0) throw new Error(`No degrees of this shape add up to ${2 * edges}.`);
  return degrees;
}

/** A simple graph of given degrees (Hakimi, 1962): the one who wants most is joined to those who want most. */
function havelHakimi(degrees: readonly number[]): Edge[] {
  const open = degrees.map((wanted, person) => ({ wanted, person }));
  const edges: Edge[] = [];
  while (open.length > 0) {
    open.sort((a, b) => b.wanted - a.wanted || a.person - b.person);
    const first = open.shift();
    if (!first || first.wanted === 0) break;
    for (const other of open.slice(0, first.wanted)) {
      if (other.wanted === 0) throw new Error('No simple graph has these degrees.');
      other.wanted--;
      edges.push([first.person, other.person]);
    }
  }
  return edges;
}

/** Swaps the ends of pairs of edges, which keeps every degree and forgets the order in which they were made. */
function shuffled(edges: Edge[], random: () => number): Edge[] {
  const keyOf = (a: number, b: number): number => (a < b ? a * 2 ** 26 + b : b * 2 ** 26 + a);
  const present = new Set(edges.map(([a, b]) => keyOf(a, b)));
  for (let swaps = 0; swaps < edges.length * 10; swaps++) {
    const i = Math.floor(random() * edges.length);
    const j = Math.floor(random() * edges.length);
    const [[a, b], [c, d]] = [edges[i], edges[j]] as [Edge, Edge];
    if (a === d || c === b || present.has(keyOf(a, d)) || present.has(keyOf(c, b))) continue;
    present.delete(keyOf(a, b));
    present.delete(keyOf(c, d));
    present.add(keyOf(a, d));
    present.add(keyOf(c, b));
    edges[i] = [a, d];
    edges[j] = [c, b];
  }
  return edges;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** A small generator of random numbers from a seed. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
