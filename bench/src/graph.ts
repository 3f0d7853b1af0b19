import { readFileSync } from 'node:fs';
import { syntheticGraph, type Edge } from '../../apps/server/src/testing/synthetic-graph.ts';

export interface Graph {
  readonly name: string;
  readonly people: number;
  readonly edges: readonly Edge[];
}

/** The graph that TOUCHLINE_GRAPH names (a file with `u v` per line, counted from 0), else one with the same figures. */
export function graph(file = process.env['TOUCHLINE_GRAPH']): Graph {
  if (!file) return graphOf('synthetic', syntheticGraph());
  const edges = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at): Edge => {
      const [a, b] = line.trim().split(/\s+/).map(Number);
      if (!Number.isInteger(a) || !Number.isInteger(b))
        throw new Error(`${file}, line ${at + 1}: expected two whole numbers, found “${line}”.`);
      return [a as number, b as number];
    });
  return graphOf(file.split('/').at(-1)?.replace('.edges', '') ?? 'file', edges);
}

function graphOf(name: string, edges: readonly Edge[]): Graph {
  let last = 0;
  for (const [a, b] of edges) last = Math.max(last, a, b);
  return { name: `${name}-${edges.length}`, people: last + 1, edges };
}
