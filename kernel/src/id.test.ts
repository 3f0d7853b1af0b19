import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { idFloor, idPattern, idSource, idTimeMs } from './id.ts';

test('ids of one source strictly ascend, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 200 }), (times) => {
      let at = 0;
      const next = idSource(() => times[at++ % times.length] as number);
      const ids = times.map(() => next());
      for (let i = 1; i < ids.length; i++) ok((ids[i - 1] as string) < (ids[i] as string));
    }),
  );
});

test('ids stay ascending when more than 4,096 are made in a millisecond', () => {
  const next = idSource(() => 1_000);
  let last = '';
  for (let i = 0; i < 20_000; i++) {
    const id = next();
    ok(id > last);
    last = id;
  }
});

test('an id is a UUIDv7 in base 32: version 7, variant 2, its time readable', () => {
  const ms = Date.parse('2026-05-01T12:00:00.000Z');
  const id = idSource(() => ms)();
  match(id, idPattern);
  equal(idTimeMs(id), ms);
  const bits = [...id]
    .map((char) => '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(char).toString(2).padStart(5, '0'))
    .join('')
    .slice(2);
  equal(bits.length, 128);
  equal(bits.slice(48, 52), '0111');
  equal(bits.slice(64, 66), '10');
});

test('the floor of an instant sorts before its ids and after those of the millisecond before', () => {
  const ms = 1_777_000_000_000;
  ok(idFloor(ms) <= idSource(() => ms)());
  ok(idFloor(ms) > idSource(() => ms - 1)());
});
