import type { Awaitable } from '../look.ts';

/** The rows of one build of one view. `id` is unique in the store, lower case with digits and `_`. */
export interface ViewTable {
  readonly id: string;
  readonly indexes: readonly string[];
  readonly search: boolean;
}

/** Where a row stands in an index. */
export interface IndexEntry {
  readonly index: string;
  readonly group: string;
  readonly by: string | number;
}

export interface RowChange {
  readonly key: string;
  /** JSON text; `null` removes the row. */
  readonly row: string | null;
  readonly added: readonly IndexEntry[];
  readonly removed: readonly IndexEntry[];
  /** New full text; `undefined` leaves it, `null` removes it. */
  readonly text?: string | null;
}

/** An event set aside, with why. Later events of its sequence follow it here, so that their order is kept. */
export interface ParkedEvent {
  readonly consumer: string;
  readonly sequence: string;
  readonly partition: number;
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  /** Empty for followers of a parked event. */
  readonly error: string;
  readonly attempts: number;
  readonly at: number;
}

/** One transaction of one consumer: rows, cursor, parked events; all or nothing. */
export interface ViewCommit {
  readonly consumer: string;
  readonly cursor?: { readonly partition: number; readonly position: number };
  /** Its own name, and that of the consumer's commit it follows: refused when another one came in between (VW37). */
  readonly turn?: { readonly id: string; readonly after: string | undefined };
  readonly changes: readonly { readonly table: ViewTable; readonly rows: readonly RowChange[] }[];
  readonly park?: readonly ParkedEvent[];
  readonly unpark?: readonly { readonly partition: number; readonly position: number }[];
  /** It may be lost when the storage breaks down, with all that comes after it; whoever goes on finds out (VW38). */
  readonly lax?: boolean;
  /** The writer's lease epoch; the store refuses a commit from an older one. */
  readonly epoch?: number;
}

export interface StoredRow {
  readonly key: string;
  readonly row: string;
}

export interface IndexedRow extends StoredRow {
  readonly by: string | number;
}

export interface RangeRead {
  readonly index: string;
  readonly group: string;
  readonly direction: 'ascending' | 'descending';
  /** Rows strictly beyond this place follow. */
  readonly after?: { readonly by: string | number; readonly key: string };
  readonly limit: number;
  /** The rows themselves are not needed: a store that can save reading them answers '' for each. */
  readonly keysOnly?: boolean;
}

/** The document as somebody read it: where it is another one by now, putting it is refused as `contention`. */
export interface WhereStill {
  readonly was: string | undefined;
}

/** The derived storage of one service: rows, indexes, full text, cursors, parked events, small documents (VW rules). */
export interface ViewStore {
  /** True when only this process writes here: its caches are never behind. */
  readonly exclusive: boolean;
  open(table: ViewTable): Promise<void>;
  drop(table: ViewTable): Promise<void>;
  /** In the order of the keys. */
  read(table: ViewTable, keys: readonly string[]): Awaitable<readonly (string | undefined)[]>;
  range(table: ViewTable, read: RangeRead): Awaitable<readonly IndexedRow[]>;
  /** Rows whose text holds all words (prefixes match), best first. */
  search(table: ViewTable, words: string, limit: number, offset: number): Awaitable<readonly StoredRow[]>;
  /** All rows in the order of their keys, for verification. */
  scan(table: ViewTable, after: string, limit: number): Awaitable<readonly StoredRow[]>;
  count(table: ViewTable): Awaitable<number>;
  commit(commit: ViewCommit): Promise<void>;
  /** The id of the last commit of a consumer that named itself. */
  lastCommit(consumer: string): Promise<string | undefined>;
  /** Position per partition; 0 where nothing was consumed yet. */
  cursors(consumer: string, partitions: number): Promise<number[]>;
  /** Both as of one moment, where a store can tell that. */
  stand?(
    consumer: string,
    partitions: number,
  ): Promise<{ readonly last: string | undefined; readonly positions: readonly number[] }>;
  resetCursors(consumer: string): Promise<void>;
  parked(consumer?: string, limit?: number): Promise<readonly ParkedEvent[]>;
  /** Small JSON documents: the registry of builds, pauses. `undefined` removes. */
  document(name: string): Promise<string | undefined>;
  putDocument(name: string, json: string | undefined, only?: WhereStill): Promise<void>;
  close(): Promise<void>;
}
