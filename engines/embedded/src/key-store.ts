import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault, systemClock, type Clock } from '@touchline/kernel';
import { checkPerson, newWrappedKey, recentMap, unwrapKey } from '@touchline/kernel/engine';
import type { KeyStore } from '@touchline/kernel/ports';
import { failStop, isDiskFailure, isDiskFull, storageFull } from './fail-stop.ts';
import { checkpoint } from './log-checkpoint.ts';
import { arrays, makeDurable, newerLayout } from './sqlite.ts';

export interface SqliteKeyStoreOptions {
  readonly path: string;
  /** 32 bytes that wrap every key in the file. */
  readonly master: Uint8Array;
  readonly cacheMax?: number;
  readonly clock?: Pick<Clock, 'turn' | 'wait'>;
  /** The disk failed in a way that only a restart can settle. */
  readonly onFatal?: (error: Fault) => void;
}

type Key = Uint8Array | 'erased';

interface Wanted {
  readonly promise: Promise<Key>;
  resolve(key: Key): void;
  reject(error: unknown): void;
}

const wantedMax = 10_000;
/** How often and how long `destroy` waits for whoever reads the file, such as a backup: five seconds in all. */
const waits = { ms: 50, max: 100 } as const;
/** Raised with every change of the table. */
const layout = 1;
/** A text that only the right master key opens, so that a wrong one is noticed at start. */
const canary = '';

const burySql =
  'INSERT INTO keys (person, wrapped) VALUES (?, NULL) ON CONFLICT (person) DO UPDATE SET wrapped = NULL';
const erasedSql = 'SELECT person FROM keys WHERE wrapped IS NULL AND person > ? ORDER BY person LIMIT ?';

/** Data keys of persons, wrapped by the master key (AES-256-GCM, bound to the person) in a file of their own. */
export function sqliteKeyStore(options: SqliteKeyStoreOptions): KeyStore {
  const { path, master, cacheMax = 20_000, clock = systemClock, onFatal } = options;
  const db = openKeys(path, master);
  const select = arrays<[wrapped: Uint8Array | null]>(db, 'SELECT wrapped FROM keys WHERE person = ?');
  const insert = db.prepare('INSERT OR IGNORE INTO keys (person, wrapped) VALUES (?, ?)');
  const bury = db.prepare(burySql);
  const erased = arrays<[person: string]>(db, erasedSql);
  const cache = recentMap<Key>(cacheMax);
  const failing = failStop(path, onFatal);
  let wanted = new Map<string, Wanted>();

  function remember(person: string, key: Key): Key {
    cache.set(person, key);
    return key;
  }

  function stored(person: string): Key | undefined {
    const row = select.get(person);
    if (!row) return undefined;
    return remember(person, row[0] === null ? 'erased' : unwrapKey(master, person, row[0]));
  }

  const key = (person: string): Key | undefined => {
    checkPerson(person);
    return cache.get(person) ?? stored(person);
  };

  /** All keys that were wanted in one turn of the event loop share one fsync. */
  function makeWanted(): void {
    const batch = wanted;
    wanted = new Map();
    if (batch.size === 0) return;
    try {
      written(() =>
        inTransaction(db, () => {
          for (const person of batch.keys()) insert.run(person, newWrappedKey(master, person));
        }),
      );
      for (const [person, { resolve }] of batch) resolve(stored(person) as Key);
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  /** Keys that may not be on disk must not be given out: what was sealed with them could be lost (PD1). */
  function written<T>(work: () => T): T {
    failing.check();
    try {
      return work();
    } catch (error) {
      if (isDiskFailure(error)) throw failing.stop(error);
      if (isDiskFull(error)) throw storageFull(path, error);
      throw new Fault('internal', 'The keys could not be written.', { cause: error });
    }
  }

  return {
    key,

    ensure(person) {
      const known = key(person);
      if (known) return known;
      const before = wanted.get(person);
      if (before) return before.promise;
      if (wanted.size >= wantedMax) throw new Fault('overloaded', 'Too many new persons at once. Try again.');
      const want = Promise.withResolvers<Key>();
      if (wanted.size === 0) void clock.turn().then(makeWanted);
      wanted.set(person, want);
      return want.promise;
    },

    /** PD4: gone from memory at once, from the file when this resolves. Overwritten, not only unlinked. */
    async destroy(person) {
      if (key(person) !== 'erased') {
        makeWanted();
        written(() => inTransaction(db, () => bury.run(person)));
        remember(person, 'erased');
      }
      // The old page is in the file and the WAL until all of it is moved, which whoever reads holds up.
      for (let waited = 0; !written(() => checkpoint(db, 'TRUNCATE')); waited++) {
        if (waited === waits.max)
          throw new Fault(
            'contention',
            `${path} is being read, or its disk is full: a key cannot leave it yet. Try again.`,
          );
        await clock.wait(waits.ms);
      }
    },

    erased: async (after, limit) => erased.all(after, limit).map(([person]) => person),

    async close() {
      makeWanted();
      cache.clear();
      try {
        written(() => checkpoint(db, 'TRUNCATE'));
      } finally {
        db.close();
      }
    },
  };
}

/** Whose keys were destroyed in a data folder or a backup. Of a copy: to open a file would leave others beside it. */
export function erasedIn(folder: string): string[] {
  if (!existsSync(join(folder, 'keys.db')))
    throw new Error(`${folder} holds no keys.db: it is neither a data folder nor a backup.`);
  const copy = mkdtempSync(join(tmpdir(), 'touchline-keys-'));
  try {
    for (const end of ['', '-wal'])
      if (existsSync(join(folder, `keys.db${end}`)))
        copyFileSync(join(folder, `keys.db${end}`), join(copy, `keys.db${end}`));
    const db = new DatabaseSync(join(copy, 'keys.db'));
    try {
      return arrays<[person: string]>(db, erasedSql)
        .all('', -1)
        .map(([person]) => person);
    } finally {
      db.close();
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** PD6: destroys keys in a file that no process has open. */
export function buryKeys(path: string, persons: Iterable<string>): void {
  const db = new DatabaseSync(path);
  try {
    makeDurable(db);
    db.exec('PRAGMA secure_delete = ON');
    const bury = db.prepare(burySql);
    inTransaction(db, () => {
      for (const person of persons) {
        checkPerson(person);
        bury.run(person);
      }
    });
    if (!checkpoint(db, 'TRUNCATE'))
      throw new Error(`${path} is being read, or its disk is full: the keys of the erased stay in it.`);
  } finally {
    db.close();
  }
}

/** Opens the file of keys, or makes it; one that was written under another master key is refused (PD5). */
export function openKeys(path: string, master: Uint8Array): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    const newer = newerLayout(db, path, layout);
    if (newer !== undefined) throw new Error(newer);
    makeDurable(db);
    // secure_delete overwrites what is deleted with zeros.
    db.exec(`PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = ${layout};
      CREATE TABLE IF NOT EXISTS keys (person TEXT PRIMARY KEY, wrapped BLOB) WITHOUT ROWID`);
    db.prepare('INSERT OR IGNORE INTO keys VALUES (?, ?)').run(canary, newWrappedKey(master, canary));
    const row = db.prepare('SELECT wrapped FROM keys WHERE person = ?').get(canary);
    unwrapKey(master, canary, row?.['wrapped'] as Uint8Array);
    return db;
  } catch (error) {
    db.close();
    if (!(error instanceof Fault)) throw error;
    throw new Error(`${path} was written under another master key. Restore the secrets that belong to it.`, {
      cause: error,
    });
  }
}

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
  // Old pages are in the WAL until they are moved; keys are rare enough to do it each time.
  checkpoint(db, 'PASSIVE');
}
