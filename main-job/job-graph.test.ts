import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobGraph, pairsOf } from './job-graph.ts';

test('graphs of all sizes can be made, with the people asked for and a mean that shrinks with their number', () => {
  for (const people of [24, 40, 60, 100, 300, 962]) {
    const pairs = jobGraph({ graph: undefined, people, seed: 5 });
    const mean = (2 * pairs.length) / people;
    assert.equal(new Set(pairs.flat()).size, people);
    assert.ok(Math.abs(mean - 39.1 * Math.sqrt(people / 962)) < 1, `${people} people follow ${mean} each`);
  }
});

test('without a number of people it has the figures of the network it is modelled on', () =>
  assert.equal(jobGraph({ graph: undefined, people: undefined, seed: 1 }).length, 18_812));

test('an edge list is read as it is, and what is none is said with its place', () => {
  assert.deepEqual(pairsOf('# two\n1 0\n\n15\t0\n', 'x'), [
    ['1', '0'],
    ['15', '0'],
  ]);
  assert.throws(() => pairsOf('1 0\n2\n', 'x.edges'), /x.edges, pair 2: expected two names, found “2”/);
});
