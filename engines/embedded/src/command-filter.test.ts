import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { commandFilters, filterOf, keysEnd } from './command-filter.ts';
import { commandHash, commandKey } from './command-record.ts';

const perFilter = 65_536;
const keyOf = (name: string): number => commandKey(commandHash(name));
const keysOf = (filter: number): number[] => [
  0,
  keysEnd - 1,
  ...Array.from({ length: perFilter }, (_, n) => keyOf(`seen-${filter}-${n}`)),
];

test('filters know every key they were given, also from their stored form, the newest first, and few strangers', () => {
  const filters = commandFilters();
  for (const filter of [0, 15, 16]) filters.take(filter, filterOf(keysOf(filter)));
  for (const key of keysOf(17)) filters.add(17, key);
  const namedFor = (key: number): number[] => {
    const named: number[] = [];
    filters.find(key, (filter) => void named.push(filter));
    return named;
  };
  for (const filter of [0, 15, 16, 17])
    for (const key of keysOf(filter)) ok(namedFor(key).includes(filter), `${key} in ${filter}`);
  for (const key of [0, keysEnd - 1]) equal(namedFor(key).join(), '17,16,15,0');
  equal(
    filters.find(0, (filter) => (filter < 17 ? filter : undefined)),
    16,
  );
  let strangers = 0;
  for (let n = 0; n < 25_000; n++) strangers += namedFor(keyOf(`never-${n}`)).length;
  ok(strangers < 200, `${strangers} of 25,000 strangers passed one of four`);
});
