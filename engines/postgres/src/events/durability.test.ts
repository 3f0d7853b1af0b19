import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { durabilityFrom, type Settings } from './durability.ts';

const safe: Settings = {
  version: '18.1',
  number: 180_001,
  fsync: 'on',
  fullPageWrites: 'on',
  dataSyncRetry: 'off',
  synchronousCommit: 'on',
  standbys: '',
  isolation: 'read committed',
  standby: false,
  encoding: 'UTF8',
  byteaOutput: 'hex',
  floatDigits: 1,
};

test('a server with safe settings is called durable, with the settings in force and what is left to lose', () => {
  const { words, unsafe } = durabilityFrom(safe);
  deepEqual(unsafe, []);
  match(words, /^Every answered write is on disk.*this one server: what it alone has is lost/);
  match(words, /fsync = on, synchronous_commit = on, full_page_writes = on, synchronous_standby_names = ''/);
});

test('each unsafe setting is named with what is at risk and how to change it, and nothing is called durable', () => {
  const each: readonly [Partial<Settings>, RegExp][] = [
    [{ fsync: 'off' }, /fsync is off: .*destroy the whole log.*set fsync = on/],
    [{ fullPageWrites: 'off' }, /full_page_writes is off: .*set full_page_writes = on/],
    [{ dataSyncRetry: 'on' }, /data_sync_retry is on: .*set data_sync_retry = off and restart/],
  ];
  for (const [setting, says] of each) {
    const { words, unsafe } = durabilityFrom({ ...safe, ...setting });
    equal(unsafe.length, 1);
    match(unsafe[0] ?? '', says);
    match(words, /^UNSAFE: /);
    equal(/is on disk/.test(words), false);
  }
  equal(durabilityFrom({ ...safe, fsync: 'off', fullPageWrites: 'off' }).unsafe.length, 2);
});

test('a commit that does not wait is said to be raised, a standby that does not flush is said to be one', () => {
  match(
    durabilityFrom({ ...safe, synchronousCommit: 'off' }).words,
    /on \(set to off; every answered write raises it\)/,
  );
  const standbys = 'ANY 1 (a, b)';
  match(durabilityFrom({ ...safe, standbys }).words, /on the disks of its standbys \(ANY 1 \(a, b\)\)/);
  match(
    durabilityFrom({ ...safe, standbys, synchronousCommit: 'remote_write' }).words,
    /in the memory of its standbys/,
  );
});

test('PD1: a database of the keys is judged as that of the log, and told of beside it', () => {
  const standbys = 'ANY 1 (a, b)';
  const { words } = durabilityFrom(safe, { ...safe, standbys });
  match(
    words,
    /^Every answered .*on this one server: .*; so are the keys, and on the disks of its standbys \(ANY/,
  );
  match(words, /standby_names = ''; for the keys fsync = on, .*standby_names = 'ANY 1 \(a, b\)'\.$/);
  const { words: unsafely, unsafe } = durabilityFrom(safe, { ...safe, fsync: 'off' });
  equal(unsafe.length, 1);
  match(unsafely, /^UNSAFE: in the database of the keys fsync is off: /);
  throws(
    () => durabilityFrom(safe, { ...safe, standby: true }),
    /^Fault: The database of the keys .*a standby/,
  );
});

test('a server that cannot serve at all is refused', () => {
  throws(() => durabilityFrom({ ...safe, number: 140_000, version: '14.0' }), /too old: 15/);
  throws(() => durabilityFrom({ ...safe, standby: true }), /address of the primary/);
  throws(() => durabilityFrom({ ...safe, isolation: 'serializable' }), /Set it to 'read committed'/);
});

test('ES11, VW23: a database that would answer otherwise than it was written is refused by the name of the setting', () => {
  throws(() => durabilityFrom({ ...safe, encoding: 'LATIN1' }), /encoding of this database is LATIN1/);
  throws(
    () => durabilityFrom({ ...safe, byteaOutput: 'escape' }),
    /bytea_output is 'escape'. Set it to 'hex'/,
  );
  throws(() => durabilityFrom({ ...safe, floatDigits: 0 }), /extra_float_digits is 0, .* Set it to 1/);
  deepEqual(durabilityFrom({ ...safe, encoding: 'SQL_ASCII' }).unsafe, []);
});
