import { equal, throws } from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { typeNames, typeNumbers } from './event-types.ts';

test('TE3: types whose numbers were changed are not taken for one another', () => {
  const log = new DatabaseSync(':memory:');
  log.exec(
    'CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL, schema INTEGER NOT NULL, UNIQUE (name, schema))',
  );
  const numbers = typeNumbers(log);
  const given = ['Opened', 'Closed', 'Locked'].map((name) => numbers.of(name, 1));
  equal(given.join(), '1,2,3');
  const names = typeNames(log);
  equal(names.of(2)?.name, 'Closed');
  log.exec('UPDATE types SET id = 9 WHERE id = 3');
  for (const read of [
    () => typeNames(log),
    () => typeNumbers(log),
    () => names.of(4),
    () => numbers.reload(),
  ])
    throws(read, { code: 'corrupt', message: /table of event types in the log is damaged/ });
  log.close();
});
