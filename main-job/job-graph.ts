import { readFileSync } from 'node:fs';
import { campus, syntheticGraph, type GraphShape } from '../apps/server/src/testing/synthetic-graph.ts';

/** Two names per friendship. */
export type Pair = readonly [string, string];

export interface GraphWish {
  readonly graph: string | undefined;
  readonly people: number | undefined;
  readonly seed: number;
}

/** The friendships of a file, or made ones, among at most so many people. */
export function jobGraph({ graph, people, seed }: GraphWish): Pair[] {
  if (graph !== undefined) return among(pairsOf(readFileSync(graph, 'utf8'), graph), people);
  const made = syntheticGraph(people === undefined ? campus : scaled(campus, people), seed);
  return made.map(([a, b]) => [`${a}`, `${b}`]);
}

/** The pairs that stand in an edge list. */
export function pairsOf(text: string, name: string): Pair[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, at): Pair => {
      const [a, b, ...more] = line.split(/\s+/);
      if (a === undefined || b === undefined || more.length > 0)
        throw new Error(`${name}, pair ${at + 1}: expected two names, found “${line.slice(0, 80)}”.`);
      return [a, b];
    });
}

/** The pairs between the people that are named first. */
function among(pairs: readonly Pair[], people = Infinity): Pair[] {
  const known = new Set<string>();
  for (const pair of pairs) for (const name of pair) if (known.size < people) known.add(name);
  return pairs.filter((pair) => pair.every((name) => known.has(name)));
}

/** Fewer people know fewer others: degrees shrink with the root of the number, so that the curve stays. */
function scaled({ people, edges, degreesAt }: GraphShape, wanted: number): GraphShape {
  const shrunk = Math.sqrt(wanted / people);
  const degrees = degreesAt.map(
    ([share, degree]) =>
      [share, Math.min(Math.round(wanted / 2), Math.max(1, Math.round(degree * shrunk)))] as const,
  );
  return { people: wanted, edges: Math.round(((edges * wanted) / people) * shrunk), degreesAt: degrees };
}
