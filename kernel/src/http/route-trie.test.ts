import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { routeTrie } from './route-trie.ts';

const trie = (...paths: string[]) => {
  const router = routeTrie<string>();
  for (const path of paths) router.add('GET', path, path);
  return (path: string, method = 'GET') => {
    const [first] = router.match(method, path)[0];
    return first && [first[0], { ...first[1] }];
  };
};

test('HT2: static segments win over placeholders at every depth, in any order of declaration', () => {
  const paths = ['/a/:x/c', '/a/b/:y', '/a/:x', '/a/b', '/'];
  for (const order of [paths, paths.toReversed()]) {
    const match = trie(...order);
    deepEqual(match('/a/b'), ['/a/b', {}]);
    deepEqual(match('/a/q'), ['/a/:x', { x: 'q' }]);
    deepEqual(match('/a/b/c'), ['/a/b/:y', { y: 'c' }]);
    deepEqual(match('/a/q/c'), ['/a/:x/c', { x: 'q' }]);
    deepEqual(match('/'), ['/', {}]);
  }
});

test('HT2: where the static way ends nowhere, the placeholder is tried', () => {
  deepEqual(trie('/a/b/z', '/a/:x/c')('/a/b/c'), ['/a/:x/c', { x: 'b' }]);
  deepEqual(trie('/a/:x/z', '/:y/b/c')('/a/b/c'), ['/:y/b/c', { y: 'a' }]);
});

test('HT2: empty segments, trailing slashes and other methods match nothing', () => {
  const match = trie('/a/:x');
  for (const path of ['/a/', '/a', '/a/b/', '//b', '', '/a//b']) equal(match(path), undefined, path);
  equal(match('/a/b', 'POST'), undefined);
});

test('HT2: a placeholder may be named like a member of every object', () => {
  deepEqual(trie('/:constructor/:toString')('/a/b'), [
    '/:constructor/:toString',
    { constructor: 'a', toString: 'b' },
  ]);
});

test('HT2: patterns with wildcards are asked last', () => {
  const match = trie('/docs/*', '/docs/:page');
  equal(match('/docs/start')?.[0], '/docs/:page');
  equal(match('/docs/a/b')?.[0], '/docs/*');
});

test('HT2: a long path costs no deeper search than the routes are deep', () => {
  equal(trie('/a/:x')('/a'.repeat(100_000)), undefined);
});

test('HT1: two handlers for one route are refused', () => {
  throws(() => trie('/a/:x', '/a/:y'), /Two handlers for GET \/a\/:y/);
});
