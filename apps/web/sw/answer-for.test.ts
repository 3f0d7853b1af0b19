import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { answerFor } from './answer-for.ts';

const own = 'https://club.example';
const kindOf = (path: string, { method = 'GET', navigation = false, origin = own } = {}) =>
  answerFor(method, new URL(path, origin), own, navigation);

test('addresses of the app are its page, whatever they are', () => {
  for (const path of ['/', '/p/01k9', '/u/ana?x=1', '/nowhere'])
    equal(kindOf(path, { navigation: true }), 'page', path);
});

test('what the server answers is never kept: nothing private can stay', () => {
  for (const path of ['/v1/feed', '/v1/live?topic=me', '/docs', '/console', '/openapi.json', '/config.json'])
    equal(kindOf(path), 'network', path);
  equal(kindOf('/docs', { navigation: true }), 'network');
  equal(kindOf('/', { method: 'POST' }), 'network');
  equal(kindOf('/x.js', { origin: 'https://other.example' }), 'network');
});

test('files of the app come from the cache', () => {
  for (const path of ['/assets/shell-x.js', '/boot.js', '/icon.svg']) equal(kindOf(path), 'file', path);
});
