import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { matchPath } from './pattern.ts';

test('params are taken from the path, unescaped', () => {
  deepEqual(matchPath('/t/:tag', '/t/%C3%BCbung'), { tag: 'übung' });
  deepEqual(matchPath('/u/:handle/followers', '/u/ana/followers/'), { handle: 'ana' });
  deepEqual(matchPath('/', '/'), {});
});

test('other lengths, other words, empty params and broken escapes do not match', () => {
  for (const path of ['/u', '/u/', '/u/ana/x', '/v/ana', '/u/%E0%A4%A'])
    equal(matchPath('/u/:handle', path), undefined, path);
});
