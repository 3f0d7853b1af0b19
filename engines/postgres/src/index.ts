import { systemClock, type Clock } from '@touchline/kernel';
import type { Cache, Engine, ViewStore, WakeUps } from '@touchline/kernel/ports';
import { noCache } from './cache.ts';
import { postgresDatabase } from './connection.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { durabilityOf } from './events/durability.ts';
import { postgresEventStore } from './events/event-store.ts';
import { postgresKeyStore } from './keys/key-store.ts';
import { postgresSecrets } from './keys/secrets.ts';
import { postgresLeases } from './leases/leases.ts';
import { refuseMoved } from './moving/move-mark.ts';
import { postgresQueue } from './queue/queue.ts';
import { postgresViewStore } from './views/view-store.ts';

export type { DatabaseOptions } from './database.ts';
export { UnsafeDurability } from './events/durability.ts';
export { postgresMoveSource } from './moving/move-source.ts';
export { postgresMoveTarget } from './moving/move-target.ts';

export interface PostgresOptions {
  /** Of the log, the ledger, the views and the queue. A pooler in transaction mode may stand in between. */
  readonly database: DatabaseOptions;
  /** Of the keys and secrets. Default: the same. Another one has backups of its own, which need not be kept as long. */
  readonly keys?: DatabaseOptions;
  /** 32 bytes that wrap every key and secret in the database, and are kept elsewhere. The same for all processes. */
  readonly master: Uint8Array;
  /** Schemas are named after it: touchline, touchline_keys, touchline_queue, touchline_ledger, touchline_views_…. Default `touchline`. */
  readonly schema?: string;
  /** Fixed when the log is made (default 16); later left out, or the same. */
  readonly partitions?: number | undefined;
  /** How long a process uses a key without asking whether its person was erased. Default 1,000; the same for all. */
  readonly keyFreshMs?: number;
  readonly clock?: Clock;
  /** Open also where the server's settings may lose what was answered; `durability` then says so. */
  readonly allowUnsafe?: boolean | undefined;
  /** A cache that all processes share. Default: nothing is remembered. */
  readonly cache?: Cache | undefined;
  /** By which processes tell each other of appends; without it they look. */
  readonly wakeUps?: WakeUps | undefined;
}

/** Appends do not wait behind views for a connection. */
const logConnectionsMax = 4;
/** A beat that takes longer has failed: the next one comes in time. */
const leaseMsMax = 2000;

/** Every port on PostgreSQL, for any number of processes. */
export async function postgresEngine(options: PostgresOptions): Promise<Engine> {
  const { master, schema = 'touchline', partitions, clock = systemClock, allowUnsafe, wakeUps } = options;
  const open: Database[] = [];
  const connect = (to: DatabaseOptions): Database => {
    const database = postgresDatabase(to, clock);
    open.push(database);
    return database;
  };
  const closeAll = async (): Promise<void> => {
    for (const database of open) await database.close();
  };
  try {
    const shared = connect(options.database);
    const keyDatabase = options.keys ? connect(options.keys) : shared;
    const log = connect({ ...options.database, connectionsMax: logConnectionsMax });
    await refuseMoved(shared, schema);
    const durability = await durabilityOf(log, allowUnsafe, options.keys && keyDatabase);
    const keySchema = `${schema}_keys`;
    const keys = await postgresKeyStore({
      database: keyDatabase,
      schema: keySchema,
      master,
      clock,
      ...(options.keyFreshMs !== undefined && { freshMs: options.keyFreshMs }),
    });
    const events = await postgresEventStore({
      database: log,
      schema,
      partitions,
      clock,
      durability,
      wakeUps,
    });
    const leases = await postgresLeases({
      database: connect({ ...options.database, connectionsMax: 1, statementMsMax: leaseMsMax }),
      schema: `${schema}_leases`,
    });
    const queue = await postgresQueue({ database: shared, schema: `${schema}_queue`, clock });
    const ledger = await postgresViewStore(shared, `${schema}_ledger`);
    const views = new Map<string, Promise<ViewStore>>();
    return {
      name: 'postgres',
      exclusive: false,
      events,
      keys,
      secrets: postgresSecrets(keyDatabase, keySchema, master),
      cache: options.cache ?? noCache(),
      queue,
      // Beside the log, so that a backup of the database holds both as of one moment (LE3).
      ledger,
      leases,
      views(service) {
        if (!/^[a-z][a-z0-9-]{0,39}$/.test(service)) throw new Error(`Not the name of a service: ${service}`);
        let store = views.get(service);
        if (!store) {
          store = postgresViewStore(shared, `${schema}_views_${service.replaceAll('-', '_')}`);
          views.set(service, store);
        }
        return store;
      },
      async close() {
        await events.close();
        for (const store of await Promise.all(views.values())) await store.close();
        await ledger.close();
        await keys.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
