import { equal, ok, rejects, throws } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { sqliteKeyStore } from './key-store.ts';

const master = Buffer.alloc(32, 7);

async function inFolder(work: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-keys-'));
  try {
    await work(join(folder, 'keys.db'), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const wrappedKey = (path: string, person: string): Buffer => {
  const db = new DatabaseSync(path, { readOnly: true });
  const row = db.prepare('SELECT wrapped FROM keys WHERE person = ?').get(person);
  db.close();
  return Buffer.from(row?.['wrapped'] as Uint8Array);
};

const allBytes = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

it('PD4: not even the wrapped key is left in any file, among hundreds of neighbours', () =>
  inFolder(async (path, folder) => {
    const store = sqliteKeyStore({ path, master });
    await Promise.all(Array.from({ length: 500 }, (_, n) => store.ensure(`person-${n}`)));
    const wrapped = [3, 250, 499].map((n) => wrappedKey(path, `person-${n}`));
    for (const one of wrapped) ok(allBytes(folder).includes(one), 'the search finds what is there');
    for (const n of [3, 250, 499]) await store.destroy(`person-${n}`);
    for (const one of wrapped) {
      ok(!allBytes(folder).includes(one));
      ok(!allBytes(folder).includes(one.subarray(0, 24)), 'nor a part of it');
    }
    await store.close();
  }));

const reading = (path: string): DatabaseSync => {
  const reader = new DatabaseSync(path, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM keys').get();
  return reader;
};

it('PD4: a key is destroyed only when a backup that reads the file is done with it', () =>
  inFolder(async (path, folder) => {
    let reader: DatabaseSync | undefined;
    const clock = {
      ...systemClock,
      async wait() {
        ok(allBytes(folder).includes(wrapped), 'it waits as long as the key is there');
        reader?.close();
        reader = undefined;
      },
    };
    const store = sqliteKeyStore({ path, master, clock });
    await store.ensure('anna');
    const wrapped = wrappedKey(path, 'anna');
    reader = reading(path);
    await store.destroy('anna');
    equal(reader, undefined);
    ok(!allBytes(folder).includes(wrapped));
    await store.close();
  }));

it('PD4: where the file is read for ever, destroy says so and can be asked again', () =>
  inFolder(async (path, folder) => {
    const store = sqliteKeyStore({ path, master, clock: { ...systemClock, wait: async () => {} } });
    await store.ensure('anna');
    const wrapped = wrappedKey(path, 'anna');
    const reader = reading(path);
    await rejects(store.destroy('anna'), { code: 'contention', retryable: true });
    equal(store.key('anna'), 'erased');
    reader.close();
    await store.destroy('anna');
    ok(!allBytes(folder).includes(wrapped));
    await store.close();
  }));

it('PD5: a file written under another master key is refused in words', () =>
  inFolder(async (path) => {
    await sqliteKeyStore({ path, master }).close();
    throws(
      () => sqliteKeyStore({ path, master: Buffer.alloc(32, 8) }),
      /another master key.*Restore the secrets/,
    );
  }));

it('PD5: a file of a newer layout is refused, not written to', () =>
  inFolder(async (path) => {
    await sqliteKeyStore({ path, master }).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 2');
    db.close();
    throws(() => sqliteKeyStore({ path, master }), /has layout 2; this version reads up to 1/);
  }));

it('PD5: a wrapped key that was moved to another person does not open', () =>
  inFolder(async (path) => {
    const store = sqliteKeyStore({ path, master });
    await Promise.all([store.ensure('anna'), store.ensure('ben')]);
    await store.close();
    const db = new DatabaseSync(path);
    db.exec(
      `UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE person = 'anna') WHERE person = 'ben'`,
    );
    db.close();
    const again = sqliteKeyStore({ path, master });
    throws(() => again.key('ben'), { name: 'Fault', code: 'corrupt' });
    await again.close();
  }));

it('PD1: a key is in the file before anyone is given it', () =>
  inFolder(async (path) => {
    const store = sqliteKeyStore({ path, master });
    await store.ensure('anna');
    equal(wrappedKey(path, 'anna').length, 60);
    await store.close();
  }));

it('a key that is kept in memory keeps its own 32 bytes, not a pool of others', () =>
  inFolder(async (path) => {
    const store = sqliteKeyStore({ path, master });
    for (const person of ['anna', 'ben']) {
      const made = await store.ensure(person);
      ok(made !== 'erased');
      equal(made.buffer.byteLength, 32);
    }
    await store.close();
  }));
