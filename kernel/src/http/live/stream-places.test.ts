import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { streamPlaces } from './stream-places.ts';

const who = (actor: string | null, address: string, client?: string, session = 's') => ({
  caller: { actor, session, roles: [] },
  address,
  client,
});
const never = (): void => {
  throw new Error('replaced');
};

test('HT29: a person has so many places wherever they are; strangers share those of their address', () => {
  const places = streamPlaces({ perPerson: 2, perAddress: 3 });
  const first = places.take(who('ana', 'a'), never);
  ok(first && places.take(who('ana', 'b'), never));
  equal(places.take(who('ana', 'c'), never), undefined);
  for (let i = 0; i < 10; i++) ok(places.take(who(`member${i}`, 'a'), never));
  for (let i = 0; i < 3; i++) ok(places.take(who(null, 'a'), never));
  equal(places.take(who(null, 'a'), never), undefined);
  ok(places.take(who(null, 'b'), never));
  first();
  first();
  ok(places.take(who('ana', 'c'), never));
  equal(places.take(who('ana', 'c'), never), undefined);
});

test('HT29: the next stream of a client of a session takes the place of the last', () => {
  const places = streamPlaces({ perPerson: 2, perAddress: 1 });
  let replaced = 0;
  const one = places.take(who('ana', 'a', 'tab'), () => void replaced++);
  ok(one && places.take(who('ana', 'a', 'tab', 'other session'), never));
  const next = places.take(who('ana', 'a', 'tab'), never);
  ok(next);
  equal(replaced, 1);
  // Its end comes later, and takes no place from the new one.
  one();
  equal(places.take(who('ana', 'a', 'third'), never), undefined);
  const stranger = places.take(who(null, 'a', 'tab'), never);
  ok(stranger);
  equal(places.take(who(null, 'a', 'tab'), never), undefined);
});
