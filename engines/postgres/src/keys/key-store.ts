import { Fault, systemClock, type Awaitable, type Clock } from '@touchline/kernel';
import { checkPerson, recentMap } from '@touchline/kernel/engine';
import type { KeyStore } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import { gathered } from '../gathered.ts';
import { erasures, keyFreshMs } from './erasures.ts';
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
  /**
   * How long a key is used without asking whether its person was erased by another process; who erases waits a little
   * longer. Default 1,000; the same for all processes.
   */
  readonly freshMs?: number;
  readonly clock?: Pick<Clock, 'turn' | 'steady' | 'after' | 'wait'>;
}

const triesMax = 10;

/** Data keys of persons, wrapped by the master key (AES-256-GCM, bound to the person). */
export async function postgresKeyStore(options: PostgresKeyStoreOptions): Promise<KeyStore> {
  const { database, schema, master, cacheMax = 20_000, clock = systemClock, freshMs = keyFreshMs } = options;
  await migrate(database, schema, keyMigrations);
  const rows = await keyRows(database, schema, master);
  const cache = recentMap<Key>(cacheMax);
  const others = await erasures(database, schema, clock, freshMs, {
    erased: (person) => cache.set(person, 'erased'),
    wentBack(persons) {
      cache.clear();
      for (const person of persons) cache.set(person, 'erased');
    },
  });
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
    if (known === 'erased' || (known !== undefined && others.fresh())) return known;
    return unlessErased(person, ask);
  }

  /** An answer may have been long on its way: whoever erased meanwhile has stopped waiting for this process. */
  async function unlessErased<T>(person: string, ask: (person: string) => Promise<T>): Promise<Key | T> {
    const known = cache.get(person);
    const key = known ?? (await ask(person));
    for (let tries = 0; !others.fresh(); tries++) {
      if (tries === triesMax)
        throw new Fault(
          'overloaded',
          `The keys took longer than ${freshMs} ms to answer, ${triesMax} times. Is their database overloaded?`,
        );
      await others.catchUp();
    }
    const now = cache.get(person);
    if (now === 'erased') return now;
    // Where the database went back what was remembered counts no more.
    return known !== undefined && now === undefined ? unlessErased(person, ask) : key;
  }

  return {
    key: (person) => cached(person, look),
    ensure: (person) => cached(person, make),

    async destroy(person) {
      checkPerson(person);
      cache.set(person, 'erased'); // PD4: gone from memory at once.
      try {
        if (await rows.destroy(person)) await others.heardByAll();
      } catch (error) {
        cache.delete(person);
        throw error;
      }
    },

    erased: rows.erased,
    onErased: others.listen,
    isFresh: others.fresh,

    async close() {
      others.stop();
      cache.clear();
    },
  };
}
