import { equal, notEqual } from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { chainChecksum, firstChecksum, rowChecksum, type Chained } from './checksum.ts';
import {
  commandHash,
  commandKey,
  commandScratch,
  commandText,
  packCommand,
  unpackCommand,
} from './command-record.ts';
import { partitionFor } from '@touchline/kernel/engine';

const event: Chained = {
  partition: 3, position: 17, stream: 'door-a', version: 2, type: 'Opened', schema: 1, at: 1_780_000_000_000,
  actor: 'anna', meta: '{"correlation":"r"}', command: null, data: '{"n":1}',
}; // prettier-ignore

const different: Partial<Chained>[] = [
  { partition: 4 }, { position: 18 }, { stream: 'door-b' }, { version: 3 }, { type: 'Closed' }, { schema: 2 },
  { at: 1_780_000_000_001 }, { actor: 'ben' }, { actor: null }, { meta: null }, { command: 'c' }, { data: '{"n":2}' },
]; // prettier-ignore

it("TE1: every field and the checksum before it decide an event's checksum", () => {
  const checksum = chainChecksum(firstChecksum, event);
  equal(checksum.length, 24);
  for (const change of different) notEqual(chainChecksum(firstChecksum, { ...event, ...change }), checksum);
  notEqual(chainChecksum(checksum, event), checksum);
});

it('TE1: moving characters from one field to the next gives another checksum', () => {
  const texts = fc.tuple(fc.string(), fc.string(), fc.nat({ max: 10 }));
  fc.assert(
    fc.property(texts, ([actor, meta, cut]) => {
      const moved = { ...event, actor: actor + meta.slice(0, cut), meta: meta.slice(cut) };
      const same = moved.actor === actor && moved.meta === meta;
      equal(
        chainChecksum(firstChecksum, { ...event, actor, meta }) === chainChecksum(firstChecksum, moved),
        same,
      );
    }),
  );
});

it('TE1: the format is fixed: a checksum of today is the checksum of tomorrow', () => {
  equal(chainChecksum(firstChecksum, event), '_KI7pfBeKWbnuF1lhSNIrr4y');
  equal(rowChecksum(5 * 2 ** 44 + 17, 2, event), -80146177);
  equal(rowChecksum(5 * 2 ** 44 + 17, 2, { ...event, data: Buffer.from([4, 1, 0, 255]) }), -1096270844);
  equal(commandHash('person:key'), '_xtxV8XyUtXQ62F84KACF74-');
  equal(
    ['door-a', 'door-b', 'post-01k9w3m8x2f7qtb6s5n0v4c1dz', ''].map((key) => partitionFor(key, 8)).join(),
    '7,7,3,3',
  );
});

it('TE3: data that became bytes, or text, has another checksum, whatever it holds', () => {
  for (const actor of ['anna', null])
    for (const meta of ['{}', null]) {
      const row = { ...event, actor, meta };
      notEqual(rowChecksum(17, 2, { ...row, data: Buffer.from(event.data) }), rowChecksum(17, 2, row));
    }
});

it("TE3: a row's checksum depends on all that a reader is given", () => {
  const checksum = rowChecksum(17, 2, event);
  equal(checksum | 0, checksum);
  for (const change of different.filter(
    (one) =>
      !('partition' in one || 'position' in one || 'type' in one || 'schema' in one || 'command' in one),
  ))
    notEqual(rowChecksum(17, 2, { ...event, ...change }), checksum, JSON.stringify(change));
  notEqual(rowChecksum(18, 2, event), checksum);
  notEqual(rowChecksum(17 + 2 ** 44, 2, event), checksum);
  notEqual(rowChecksum(17, 3, event), checksum);
});

it('ID5: a command record comes back from its stored form, whatever its fingerprint', () =>
  fc.assert(
    fc.property(
      fc.string(),
      fc.oneof(fc.stringMatching(/^[\w-]{22}$/), fc.string({ minLength: 1, maxLength: 64 })),
      fc.constantFrom('', '[5,2]'),
      (id, fingerprint, places) => {
        const record = { id: commandHash(id), fingerprint, places };
        const back = unpackCommand(packCommand(record, commandScratch()));
        equal(commandText(back), commandText(record));
        equal(back.fingerprint, fingerprint);
        equal(Number.isSafeInteger(commandKey(record.id)), true);
      },
    ),
  ));
