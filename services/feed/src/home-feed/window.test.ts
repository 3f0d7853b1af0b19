import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { deliver, endsAt, idsBelow, loadedIds, react, withRoom, type Window } from './window.ts';

const window = (ids: string[], floor = ''): Window => ({ ids, floor, kudos: [], reposts: [] });

describe('window', () => {
  test('takes ids in any order, each once, and keeps them in order', () => {
    const one = window(['b', 'd']);
    for (const id of ['e', 'a', 'c', 'd', 'e']) deliver(one, id, 100);
    assert.deepEqual(one.ids, ['a', 'b', 'c', 'd', 'e']);
  });

  test('is without a gap from the newest down to the floor, whatever arrives in whatever order', () => {
    const ids = fc.uniqueArray(
      fc.string({ minLength: 3, maxLength: 3, unit: fc.constantFrom('a', 'b', 'c') }),
    );
    fc.assert(
      fc.property(ids, fc.integer({ min: 2, max: 9 }), (arriving, idsMax) => {
        const one = window([]);
        for (const id of arriving) deliver(one, id, idsMax);
        assert.ok(one.ids.length <= idsMax);
        assert.deepEqual(one.ids, arriving.filter((id) => id >= one.floor).toSorted());
      }),
    );
  });

  test('has room for what comes, so that an array does not grow', () => {
    assert.deepEqual(withRoom(['a', 'b'], 4), ['a', 'b']);
    assert.deepEqual(withRoom(['a', 'b', 'c'], 2), ['a', 'b', 'c']);
    assert.ok(loadedIds(400) < 400);
    assert.equal(loadedIds(2), 1);
  });

  test('gives pages newest first, below a place that need not be in it', () => {
    const one = window(['a', 'b', 'd', 'e'], 'a');
    assert.deepEqual(idsBelow(one, undefined, 2), ['e', 'd']);
    assert.deepEqual(idsBelow(one, 'd', 10), ['b', 'a']);
    assert.deepEqual(idsBelow(one, 'c', 1), ['b']);
    assert.deepEqual(idsBelow(one, 'a', 1), []);
  });

  test('knows the end only where it holds everything', () => {
    assert.equal(endsAt(window(['a', 'b']), 'a'), true);
    assert.equal(endsAt(window(['a', 'b']), 'b'), false);
    assert.equal(endsAt(window(['a', 'b'], 'a'), 'a'), false);
    assert.equal(endsAt(window([]), undefined), true);
  });

  test('remembers reactions to what it holds, and forgets others when there are too many', () => {
    const one = window(['f', 'g'], 'f');
    for (const id of ['z', 'y', 'g', 'x', 'a']) react(one, 'kudos', id, true, 2);
    assert.deepEqual(one.kudos, ['g', 'x', 'y', 'z']);
    react(one, 'kudos', 'w', true, 2);
    assert.deepEqual(one.kudos, ['g']);
    react(one, 'kudos', 'g', false, 2);
    assert.deepEqual(one.kudos, []);
  });
});
