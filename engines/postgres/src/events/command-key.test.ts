import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { idSource } from '@touchline/kernel';
import { commandHash, commandKey, hashIn } from './command-key.ts';

const uuid7 = '019a0b5c-7c00-7abc-8def-0123456789ab';
const keyOf = (id: string): string => commandKey(id, 'timed').key;

test('ids that carry a time have keys in its order, whatever stands before them', () => {
  let now = Date.UTC(2026, 1, 3);
  const newId = idSource(() => (now += 1));
  const made = Array.from({ length: 1000 }, (_, n) => keyOf(`person-${1000 - n}:PublishPost:${newId()}`));
  deepEqual(made.toSorted(), made);
  ok(keyOf(uuid7) < keyOf(uuid7.replace('019a0b5c', '019a0b5d')));
  ok(keyOf(uuid7.replace('7c00', '7bff')) < keyOf(`anna:Open:${uuid7}`));
  equal(keyOf(uuid7).slice(0, 10), '9a0b5c7c00');
});

test('others have their hash for a key, as all have in a log of an older release', () => {
  for (const id of ['tuesday', '', 'a:b', uuid7.replace('7abc', '4abc'), `${uuid7}:x`, uuid7.slice(1)]) {
    equal(keyOf(id), commandHash(id));
    equal(commandHash(id).length, 36);
  }
  equal(commandKey(uuid7, 'hashed').key, commandHash(uuid7));
});

test('a key tells the hash it was made of, and another one where any bit of it is damaged', () => {
  const newId = idSource(Date.now);
  for (const id of ['tuesday', uuid7, newId(), newId()]) {
    const { hash, key } = commandKey(id, 'timed');
    equal(hash, commandHash(id));
    equal(hashIn(key), hash);
    for (let bit = 0; bit < key.length * 4; bit++) {
      const damaged = Buffer.from(key, 'hex');
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      notEqual(hashIn(damaged.toString('hex')), hash);
    }
  }
});
