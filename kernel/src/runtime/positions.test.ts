import { deepStrictEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joined, positionsFrom, positionToken } from './positions.ts';
import { cursorFrom, cursorText, searchOffset } from './row-cursor.ts';
import { fingerprintOf } from './fingerprint.ts';

const positions = fc
  .uniqueArray(fc.tuple(fc.nat(1000), fc.nat(2 ** 44)), { minLength: 1, maxLength: 16, selector: ([p]) => p })
  .map((pairs) => new Map(pairs));

test('HT: a position token comes back as the positions it was made of', () => {
  fc.assert(fc.property(positions, (some) => deepStrictEqual(positionsFrom(positionToken(some)), some)));
});

test('HT: any other text is no token, and never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void positionsFrom(text)));
  equal(positionsFrom(''), undefined);
  equal(positionsFrom('1.2-x'), undefined);
  equal(positionsFrom('0.9-0.5'), undefined, 'of two places in a partition neither is what was meant');
});

test('joined positions cover both', () => {
  fc.assert(
    fc.property(positions, positions, (a, b) => {
      const both = joined(a, b);
      for (const [p, at] of [...a, ...b]) equal((both.get(p) ?? 0) >= at, true);
    }),
  );
});

test('a row cursor comes back as the place it was made of', () => {
  const by = fc.oneof(fc.constant(''), fc.string({ minLength: 1 }), fc.integer());
  fc.assert(
    fc.property(
      by,
      fc.string().filter((key) => !/^[ns][^~]*~/s.test(key)),
      (place, key) => {
        deepStrictEqual(cursorFrom(cursorText(place, key)), { by: place, key });
      },
    ),
  );
});

test('a search goes on where its cursor says; any other text is its beginning', () => {
  equal(searchOffset('50'), 50);
  equal(searchOffset('99999'), 10_000);
  for (const broken of [undefined, '', '-1', '1e3', '0x10', '5.5', ' 5', '9'.repeat(20), 'n5~x'])
    equal(searchOffset(broken), 0);
});

test('a fingerprint does not depend on the order of keys, and tells content apart', () => {
  const of = (input: object): string => fingerprintOf('Add', 'ana', input);
  equal(of({ a: 1, b: { c: [1, 2], d: undefined } }), of({ b: { c: [1, 2] }, a: 1 }));
  equal(of({ a: 1 }) === of({ a: '1' }), false);
  equal(of({ a: [1, 2] }) === of({ a: [2, 1] }), false);
});
