import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSport, sports } from './sports.ts';

test('slugs are unique and fit into an address; names are in order', () => {
  assert.equal(new Set(sports.map(({ slug }) => slug)).size, sports.length);
  for (const { slug } of sports) assert.match(slug, /^[a-z]+(-[a-z]+)*$/);
  const names = sports.map(({ name }) => name);
  assert.deepEqual(
    names,
    names.toSorted((a, b) => a.localeCompare(b, 'en')),
  );
});

test('a sport is known by its slug only', () => {
  assert.deepEqual(['running', 'Running', 'constructor', ''].map(isSport), [true, false, false, false]);
});
