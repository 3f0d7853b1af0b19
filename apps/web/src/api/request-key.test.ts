import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { requestKey } from './request-key.ts';

test('a key is a UUIDv7 of now, and none is like another', () => {
  const before = Date.now();
  const keys = Array.from({ length: 100 }, requestKey);
  equal(new Set(keys).size, keys.length);
  for (const key of keys) {
    match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ms = Number.parseInt(key.slice(0, 8) + key.slice(9, 13), 16);
    ok(ms >= before && ms <= Date.now());
  }
});
