import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { stateDiff } from './state-diff.ts';

describe('state diff', () => {
  test('tells what was added, removed and changed, by path', () => {
    const before = { status: 'draft', places: 3, owner: { id: 'a', name: 'Ana' }, tags: ['x'] };
    const after = { status: 'live', owner: { id: 'a' }, tags: ['x', 'y'] };
    assert.deepEqual(stateDiff(before, after), [
      { path: '/status', kind: 'changed', before: 'draft', after: 'live' },
      { path: '/places', kind: 'removed', before: 3 },
      { path: '/owner/name', kind: 'removed', before: 'Ana' },
      { path: '/tags/1', kind: 'added', after: 'y' },
    ]);
  });

  test('a value that became another kind of value changed as a whole', () => {
    assert.deepEqual(stateDiff({ a: [1] }, { a: { 0: 1 } }), [
      { path: '/a', kind: 'changed', before: [1], after: { 0: 1 } },
    ]);
    assert.deepEqual(stateDiff(1, null), [{ path: '', kind: 'changed', before: 1, after: null }]);
  });

  test('names with a slash or a tilde are escaped as JSON pointers are', () => {
    assert.deepEqual(stateDiff({}, { 'a/b~c': 1 }), [{ path: '/a~1b~0c', kind: 'added', after: 1 }]);
  });

  test('is empty exactly when both are the same JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        const [before, after] = [
          JSON.parse(JSON.stringify(a)) as unknown,
          JSON.parse(JSON.stringify(b)) as unknown,
        ];
        assert.deepEqual(stateDiff(before, structuredClone(before)), []);
        let same = true;
        try {
          assert.deepStrictEqual(before, after);
        } catch {
          same = false;
        }
        assert.equal(stateDiff(before, after).length === 0, same);
      }),
    );
  });

  test('is bounded', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}`, i]));
    assert.equal(stateDiff({}, many).length, 200);
  });
});
