import { deepEqual, equal, notDeepEqual, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { KeyStore } from '../ports/index.ts';

export interface KeyStoreFixture {
  readonly store: KeyStore;
  /** Closes the store and opens the same storage again. */
  reopen(): Promise<KeyStore>;
  /** All bytes that the storage holds, for looking for traces. */
  bytes?(): Promise<Buffer>;
  dispose(): Promise<void>;
}

export type MakeKeyStore = () => Promise<KeyStoreFixture>;

async function onKeyStore(
  make: MakeKeyStore,
  work: (store: KeyStore, fixture: KeyStoreFixture) => Promise<void>,
): Promise<void> {
  const fixture = await make();
  try {
    await work(fixture.store, fixture);
  } finally {
    await fixture.dispose();
  }
}

/** A copy: stores may overwrite the bytes of destroyed keys. */
const copyOf = (key: Uint8Array | 'erased' | undefined): Buffer => {
  ok(key instanceof Uint8Array, `expected a key, found ${String(key)}`);
  return Buffer.from(key);
};

/** The rules of key stores (PD1, PD4, PD5). */
export function keyStoreConformance(make: MakeKeyStore): void {
  describe('key store', () => {
    it('PD1: a key is made once, has 32 bytes, and stays the same over a restart', () =>
      onKeyStore(make, async (store, { reopen }) => {
        equal(await store.key('anna'), undefined);
        const key = copyOf(await store.ensure('anna'));
        equal(key.length, 32);
        deepEqual(copyOf(await store.ensure('anna')), key);
        deepEqual(copyOf(await store.key('anna')), key);
        const again = await reopen();
        deepEqual(copyOf(await again.key('anna')), key);
        deepEqual(copyOf(await again.ensure('anna')), key);
      }));

    it('PD1: many wishes for one key at once make one key; other persons get others', () =>
      onKeyStore(make, async (store) => {
        const keys = await Promise.all(
          Array.from({ length: 50 }, (_, n) => store.ensure(n % 2 ? 'anna' : 'ben')),
        );
        equal(new Set(keys.map((key) => copyOf(key).toString('hex'))).size, 2);
        notDeepEqual(keys[0], keys[1]);
      }));

    it('PD4: a destroyed key never comes back, whoever asks and however often', () =>
      onKeyStore(make, async (store, { reopen }) => {
        await store.ensure('anna');
        const ben = copyOf(await store.ensure('ben'));
        await store.destroy('anna');
        await store.destroy('anna');
        equal(await store.key('anna'), 'erased');
        equal(await store.ensure('anna'), 'erased');
        const again = await reopen();
        equal(await again.key('anna'), 'erased');
        equal(await again.ensure('anna'), 'erased');
        deepEqual(copyOf(await again.key('ben')), ben);
      }));

    it('PD4: a person who never had a key can be erased, too', () =>
      onKeyStore(make, async (store) => {
        await store.destroy('carl');
        equal(await store.ensure('carl'), 'erased');
      }));

    it('PD6: the erased are listed in the order of their ids, page by page', () =>
      onKeyStore(make, async (store, { reopen }) => {
        await store.ensure('ben');
        for (const person of ['dora', 'anna', 'carl']) await store.destroy(person);
        deepEqual(await store.erased('', 10), ['anna', 'carl', 'dora']);
        deepEqual(await store.erased('anna', 1), ['carl']);
        deepEqual(await (await reopen()).erased('carl', 10), ['dora']);
      }));

    it('PD4: a key that is wanted while it is destroyed is not there afterwards', () =>
      onKeyStore(make, async (store, { reopen }) => {
        const wanted = Promise.resolve(store.ensure('anna'));
        await store.destroy('anna');
        await wanted;
        equal(await store.ensure('anna'), 'erased');
        equal(await (await reopen()).key('anna'), 'erased');
      }));

    it('PD5: no key stands in the storage in clear', () =>
      onKeyStore(make, async (store, { bytes }) => {
        if (!bytes) return;
        const key = copyOf(await store.ensure('anna'));
        ok(!(await bytes()).includes(key));
      }));

    it('PD1, PD4: any sequence of wishes and erasures keeps one key per person until it is erased', () =>
      onKeyStore(make, async (store) => {
        let run = 0;
        const steps = fc.array(
          fc.tuple(fc.constantFrom('ensure', 'key', 'destroy'), fc.constantFrom('a', 'b', 'c')),
          { maxLength: 30 },
        );
        const property = fc.asyncProperty(steps, async (all) => {
          run++;
          const known = new Map<string, string>();
          for (const [verb, name] of all) {
            const person = `${name}${run}`;
            const before = known.get(person);
            if (verb === 'destroy') {
              await store.destroy(person);
              known.set(person, 'erased');
              continue;
            }
            const found = await (verb === 'ensure' ? store.ensure(person) : store.key(person));
            const told =
              typeof found === 'string' || found === undefined ? found : Buffer.from(found).toString('hex');
            if (before !== undefined || verb === 'key') equal(told, before);
            else equal(told?.length, 64);
            if (told !== undefined) known.set(person, told);
          }
        });
        await fc.assert(property, { numRuns: 40 });
      }));

    it('PD1: a person has an id of bounded length', () =>
      onKeyStore(make, async (store) => {
        for (const person of ['', 'x'.repeat(201)])
          await rejects(async () => store.ensure(person), { name: 'Fault' });
      }));
  });
}
