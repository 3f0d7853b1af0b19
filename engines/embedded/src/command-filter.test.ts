import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { commandFilter, keysEnd } from './command-filter.ts';
import { commandHash, commandKey } from './command-record.ts';

test('a filter knows every key it was given, also from its stored form, and few strangers', () => {
  const filter = commandFilter();
  const keyOf = (name: string): number => commandKey(commandHash(name));
  for (let n = 0; n < 65_536; n++) filter.add(keyOf(`seen-${n}`));
  for (const key of [0, keysEnd - 1]) filter.add(key);
  const stored = commandFilter(Uint8Array.from(filter.bytes));
  for (let n = 0; n < 65_536; n++) equal(stored.mayHold(keyOf(`seen-${n}`)), true);
  for (const key of [0, keysEnd - 1]) equal(stored.mayHold(key), true);
  let strangers = 0;
  for (let n = 0; n < 100_000; n++) if (stored.mayHold(keyOf(`never-${n}`))) strangers++;
  ok(strangers < 400, `${strangers} of 100,000 strangers passed`);
});
