import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { recentMap } from './recent-map.ts';

test('what was set or used lately is there; memory is bounded by two generations', () => {
  const map = recentMap<number>(100);
  for (let i = 0; i < 1000; i++) {
    map.set(`k${i}`, i);
    equal(map.get('k0'), 0);
  }
  for (let i = 901; i < 1000; i++) equal(map.get(`k${i}`), i);
  equal(map.get('k500'), undefined);
});

test('a newer value hides the one in the old generation, also after a delete', () => {
  const map = recentMap<number>(2);
  map.set('a', 1);
  map.set('b', 1);
  map.set('a', 2);
  equal(map.get('a'), 2);
  map.delete('a');
  equal(map.get('a'), undefined);
  ok(map.get('b'));
});

test('PD4: a value that was replaced is held no longer, in whatever generation it was', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const map = recentMap<object | string>(3);
  const replaced = (() => {
    const value = { secret: true };
    for (const key of ['a', 'b', 'c']) map.set(key, key === 'a' ? value : key); // Now these are the old ones.
    map.get('a');
    map.set('a', 'erased');
    return new WeakRef(value);
  })();
  await new Promise(setImmediate); // A WeakRef holds what it was made of until then.
  collect();
  equal(replaced.deref(), undefined);
});
