import { systemClock, type Awaitable, type Clock } from '@touchline/kernel';
import { checkPerson, recentMap } from '@touchline/kernel/engine';
import type { KeyStore } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import { erasures } from './erasures.ts';
import { gathered } from './gathered.ts';
import { keyMigrations } from './key-migrations.ts';
import { keyRows, type Key } from './key-rows.ts';

export interface PostgresKeyStoreOptions {
  /** May be another one than the log's: keys have backups of their own, which are not kept as long. */
  readonly database: Database;
  /** Made when missing. */
  readonly schema: string;
  /** 32 bytes that wrap every key in the database, and are kept elsewhere. */
  readonly master: Uint8Array;
  readonly cacheMax?: number;
  readonly clock?: Pick<Clock, 'turn' | 'steady' | 'after'>;
}

/** Data keys of persons, wrapped by the master key (AES-256-GCM, bound to the person). */
export async function postgresKeyStore(options: PostgresKeyStoreOptions): Promise<KeyStore> {
  const { database, schema, master, cacheMax = 20_000, clock = systemClock } = options;
  await migrate(database, schema, keyMigrations);
  const rows = await keyRows(database, schema, master);
  const cache = recentMap<Key>(cacheMax);
  const others = await erasures(database, schema, clock, (person) => cache.set(person, 'erased'));
  const look = gathered<Key | undefined>(
    async (persons) => remembered(await rows.look(persons)),
    undefined,
    clock,
  );
  const make = gathered<Key>(async (persons) => remembered(await rows.ensure(persons)), 'erased', clock);

  function remembered(found: Map<string, Key>): Map<string, Key> {
    for (const [person, key] of found)
      // What was erased while this was on its way stays so.
      if (cache.get(person) === 'erased') found.set(person, 'erased');
      else cache.set(person, key);
    return found;
  }

  /** What is remembered, if nobody can have erased it since; else what the database says. */
  function cached<T>(person: string, ask: (person: string) => Promise<T>): Awaitable<Key | T> {
    checkPerson(person);
    const known = cache.get(person);
    if (known === undefined) return ask(person);
    return known === 'erased' || others.fresh() ? known : afterErasures(person, ask);
  }

  async function afterErasures<T>(person: string, ask: (person: string) => Promise<T>): Promise<Key | T> {
    await others.catchUp();
    return cache.get(person) ?? ask(person);
  }

  return {
    key: (person) => cached(person, look),
    ensure: (person) => cached(person, make),

    async destroy(person) {
      checkPerson(person);
      cache.set(person, 'erased'); // PD4: gone from memory at once.
      try {
        await rows.destroy(person);
      } catch (error) {
        cache.delete(person);
        throw error;
      }
    },

    erased: rows.erased,
    onErased: others.listen,

    async close() {
      others.stop();
      cache.clear();
    },
  };
}
