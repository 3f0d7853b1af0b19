import assert from 'node:assert/strict';
import { test } from 'node:test';
import { campus, syntheticGraph } from './synthetic-graph.ts';

test('the graph has the degree figures of its shape, and neither self-loops nor double edges', () => {
  const edges = syntheticGraph(campus, 7);
  const degrees = Array.from({ length: campus.people }, () => 0);
  for (const [a, b] of edges) {
    assert.ok(a < b);
    degrees[a] = (degrees[a] ?? 0) + 1;
    degrees[b] = (degrees[b] ?? 0) + 1;
  }
  degrees.sort((a, b) => a - b);
  const at = (share: number): number | undefined => degrees[Math.min(961, Math.floor(share * 962))];
  assert.equal(edges.length, 18_812);
  assert.equal(new Set(edges.map(String)).size, edges.length);
  assert.deepEqual([at(0), at(0.5), at(0.9), at(0.99), at(1)], [1, 29, 87, 157, 313]);
});

test('the same seed gives the same graph, another one another', () => {
  assert.deepEqual(syntheticGraph(campus, 3), syntheticGraph(campus, 3));
  assert.notDeepEqual(syntheticGraph(campus, 3), syntheticGraph(campus, 4));
});
