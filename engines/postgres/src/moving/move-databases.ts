import type { Clock } from '@touchline/kernel';
import { postgresDatabase } from '../connection.ts';
import type { Database, DatabaseOptions } from '../database.ts';
import type { Fenced } from './fence.ts';
import { heldTables } from './move-schema.ts';
import type { ShelfSchema } from './shelf-tables.ts';

export interface PostgresMoveOptions {
  readonly database: DatabaseOptions;
  /** Of the keys and secrets. Default: the same. */
  readonly keys?: DatabaseOptions | undefined;
  /** 32 bytes that wrap every key and secret. */
  readonly master: Uint8Array;
  readonly schema?: string;
  readonly clock: Clock;
  /** Of a source: writes are let in so long after the process that holds them has died. Default 15,000. */
  readonly heldMs?: number;
}

export interface MoveDatabases {
  readonly main: Database;
  readonly byShelf: Readonly<Record<ShelfSchema, Database>>;
  /** All tables that take no writes while the store is held: those beside the log first, where they are elsewhere. */
  readonly fenced: readonly Fenced[];
  close(): Promise<void>;
}

/** One at a time is all that a move asks of a database. */
const connectionsMax = 2;

export function moveDatabases({
  database,
  keys,
  schema = 'touchline',
  clock,
}: PostgresMoveOptions): MoveDatabases {
  const main = postgresDatabase({ ...database, connectionsMax }, clock);
  const apart =
    keys && keys.url !== database.url ? postgresDatabase({ ...keys, connectionsMax }, clock) : undefined;
  const { log, ledger, queue, keys: keyTables } = heldTables;
  const own = [...log(schema), ...ledger(schema), ...queue(schema)];
  return {
    main,
    byShelf: { keys: apart ?? main, ledger: main, queue: main },
    fenced: apart
      ? [
          { database: apart, schema, tables: keyTables(schema) },
          { database: main, schema, tables: own },
        ]
      : [{ database: main, schema, tables: [...own, ...keyTables(schema)] }],
    async close() {
      await main.close();
      await apart?.close();
    },
  };
}
